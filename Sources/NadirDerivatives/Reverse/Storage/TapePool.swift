import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The storages that no recording uses: a list for every thread, and one for those of the threads that ended.
///
/// A thread's first evaluation allocates; later ones of the same size find all their memory here. Nested evaluations
/// take one storage each.
@usableFromInline
enum TapePool {
  /// A storage that no other recording has.
  @usableFromInline
  static func take() -> UnsafeMutablePointer<TapeStorage> {
    let list = listOfThisThread
    if let storage = list.pointee.head {
      list.pointee.head = storage.pointee.next
      return storage
    }
    let orphan = orphans.withLock { list in
      let storage = list.head
      list.head = storage?.pointee.next
      return Orphans(head: storage)
    }
    if let storage = orphan.head { return storage }
    let storage = UnsafeMutablePointer<TapeStorage>.allocate(capacity: 1)
    storage.initialize(to: TapeStorage())
    return storage
  }

  /// Gives back a storage whose recording has ended, to the pool of the thread that gives it.
  @usableFromInline
  static func give(_ storage: UnsafeMutablePointer<TapeStorage>) {
    let list = listOfThisThread
    storage.pointee.next = list.pointee.head
    list.pointee.head = storage
  }

  private struct ThreadList {
    var head: UnsafeMutablePointer<TapeStorage>?
  }

  /// A list of storages that belong to no thread.
  private struct Orphans: @unchecked Sendable {
    var head: UnsafeMutablePointer<TapeStorage>?
  }

  private static let orphans = Mutex(Orphans(head: nil))

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    #if canImport(Darwin)
      let status = pthread_key_create(&key) { adopt($0) }
    #else
      let status = pthread_key_create(&key) { $0.map(adopt) }
    #endif
    precondition(status == 0, "the system has no key for thread-specific memory left")
    return key
  }()

  private static var listOfThisThread: UnsafeMutablePointer<ThreadList> {
    if let raw = pthread_getspecific(key) { return raw.assumingMemoryBound(to: ThreadList.self) }
    let list = UnsafeMutablePointer<ThreadList>.allocate(capacity: 1)
    list.initialize(to: ThreadList())
    pthread_setspecific(key, list)
    return list
  }

  /// Takes over the list of a thread that ends.
  private static func adopt(_ raw: UnsafeMutableRawPointer) {
    let list = raw.assumingMemoryBound(to: ThreadList.self)
    let adopted = Orphans(head: list.pointee.head)
    list.deallocate()
    orphans.withLock { orphans in
      var storage = adopted.head
      while let current = storage {
        storage = current.pointee.next
        current.pointee.next = orphans.head
        orphans.head = current
      }
    }
  }
}
