#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Starts a thread that runs `body` and leaves nothing to join; `false` when the system has no thread to give.
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
  // As much as a main thread has; Apple systems would give a recursive objective 512 KiB.
  pthread_attr_setstacksize(&attributes, 8 << 20)

  let start = Unmanaged.passRetained(ThreadBody(body))
  #if canImport(Darwin)
    var thread: pthread_t?
    let code = pthread_create(&thread, &attributes, { ThreadBody.run($0) }, start.toOpaque())
  #else
    var thread = pthread_t()
    let code = pthread_create(&thread, &attributes, { $0.flatMap { ThreadBody.run($0) } }, start.toOpaque())
  #endif
  if code != 0 { start.release() }
  return code == 0
}

/// What a new thread is to run, in a form that can be passed through C.
private final class ThreadBody {
  private let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  static func run(_ start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<ThreadBody>.fromOpaque(start).takeRetainedValue().body()
    return nil
  }
}
