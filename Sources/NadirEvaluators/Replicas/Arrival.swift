internal import Synchronization

/// That a program came to a place for the k-th time, counted from 1: what it is known by in another process of the same
/// program.
struct Arrival: Sendable, Hashable {
  /// The description of the place, which no two places share.
  let place: String
  let number: Int

  private static let counts = Mutex<[Replicas.Place: Int]>([:])

  /// The program has come to the place once more.
  static func next(at place: Replicas.Place) -> Arrival {
    let number = counts.withLock { counts in
      counts[place, default: 0] += 1
      return counts[place, default: 1]
    }
    return Arrival(place: "\(place)", number: number)
  }

  /// Such as `2nd`.
  var ordinal: String {
    switch (number % 10, number % 100) {
    case (_, 11...13): "\(number)th"
    case (1, _): "\(number)st"
    case (2, _): "\(number)nd"
    case (3, _): "\(number)rd"
    default: "\(number)th"
    }
  }

  init(place: String, number: Int) {
    self.place = place
    self.number = number
  }
}

extension Arrival: LosslessStringConvertible {
  /// Such as `2@fit/main.swift:12:40`.
  var description: String { "\(number)@\(place)" }

  init?(_ description: String) {
    guard let at = description.firstIndex(of: "@"), let number = Int(description[..<at]) else { return nil }
    self.init(place: String(description[description.index(after: at)...]), number: number)
  }
}
