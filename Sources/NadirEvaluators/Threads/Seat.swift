#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A thread's place in a crew, as long as it works for it.
final class Seat {
  let crew: Crew
  /// The number of the slot that it has. It is another one after it had to wait without any.
  var slot: Int
  /// Whether the last thing that it did was a job, so that points come next.
  var hasRunJob = false

  init(_ crew: Crew, slot: Int) {
    self.crew = crew
    self.slot = slot
  }

  /// Where the calling thread sits; `nil` where it works for no crew.
  static var current: Seat? {
    pthread_getspecific(key).map { Unmanaged<Seat>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Does `body` with the calling thread sitting here.
  func occupied<Value>(_ body: () -> Value) -> Value {
    let outer = pthread_getspecific(Seat.key)
    pthread_setspecific(Seat.key, Unmanaged.passUnretained(self).toOpaque())
    defer { pthread_setspecific(Seat.key, outer) }
    return body()
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()
}
