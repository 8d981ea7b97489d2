#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What a replica says to its parent before it evaluates, among whatever the program prints.
enum ReplicaSignal: Equatable {
  /// It has come to the call and evaluates from now on.
  case ready
  /// It has come by an earlier run and wants what that gave.
  case recall(Arrival)

  private static let title: [UInt8] = Array("\u{0}\u{1}nadir\u{1}\u{0}".utf8)

  var bytes: [UInt8] {
    var bytes = ReplicaSignal.title
    switch self {
    case .ready: bytes.append("")
    case .recall(let arrival): bytes.append("\(arrival)")
    }
    return bytes
  }

  /// Takes the next signal, and what was printed before it, off the bytes; `nil` when there is none, or not all of it.
  static func take(from bytes: inout [UInt8]) -> ReplicaSignal? {
    guard let start = bytes.start(of: title) else {
      bytes.removeFirst(max(0, bytes.count - title.count + 1))
      return nil
    }
    bytes.removeFirst(start)
    let (text, end) = bytes.withUnsafeBytes { bytes in
      var reader = RecordReader(bytes)
      reader.position = title.count
      return (reader.readText(), reader.position)
    }
    guard let text else { return nil }
    bytes.removeFirst(end)
    return Arrival(text).map { .recall($0) } ?? .ready
  }

  /// Says it on standard output, which is still the conversation's, and waits for the answer: its length, and its bytes.
  /// Where there is no parent any more, this process ends. Blocks its thread.
  func exchange() -> [UInt8] {
    // What has been printed goes before it.
    fflush(nil)
    let question = bytes
    guard write(STDOUT_FILENO, question, question.count) == question.count else { _exit(0) }
    var answer: [UInt8] = []
    while true {
      let length = answer.withUnsafeBytes { bytes in
        var reader = RecordReader(bytes)
        return reader.read(UInt64.self)
      }
      if let length, answer.count >= Int(length) + 8 { return Array(answer[8...]) }
      guard readAvailable(from: STDOUT_FILENO, into: &answer) else { _exit(0) }
    }
  }
}

extension [UInt8] {
  /// The position of the first occurrence of `part`.
  fileprivate func start(of part: [UInt8]) -> Int? {
    guard count >= part.count else { return nil }
    return (0...count - part.count).first { self[$0] == part[0] && self[$0...].starts(with: part) }
  }
}
