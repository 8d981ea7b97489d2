/// Numbers of a type of the user's, such as those that carry derivatives, that stand for the numbers of a tree.
///
/// A reading does not know their type, which ``CarriedNumbersOf`` does.
class CarriedNumbers {
  /// What stands for the number at a place, if that type is asked for, or for an array, an array of arrays or a dictionary of
  /// numbers; `nil` otherwise.
  func value<Value>(_ type: Value.Type, at place: TreeReading.Place, of reading: TreeReading) -> Value? { nil }
}

final class CarriedNumbersOf<Number>: CarriedNumbers {
  private let numbers: [Number]
  // The types that are asked for are compared with these: to look up the type of an array of numbers that only the caller
  // knows takes longer than to read most values.
  private let number = ObjectIdentifier(Number.self)
  private let array = ObjectIdentifier([Number].self)
  private let rows = ObjectIdentifier([[Number]].self)
  private let dictionary = ObjectIdentifier([String: Number].self)

  /// - Parameter numbers: As many as the tree has, by their positions.
  init(_ numbers: [Number]) { self.numbers = numbers }

  override func value<Value>(_ type: Value.Type, at place: TreeReading.Place, of reading: TreeReading) -> Value? {
    switch ObjectIdentifier(type) {
    case number:
      guard let position = reading.carriedPosition(at: place) else { return nil }
      return unsafeBitCast(numbers[position], to: type)
    case array:
      guard let range = reading.carriedPositions(at: place) else { return nil }
      return unsafeBitCast(range == numbers.indices ? numbers : copy(range), to: type)
    case rows:
      guard let ranges = reading.carriedRows(at: place) else { return nil }
      return unsafeBitCast(copies(of: ranges), to: type)
    case dictionary:
      guard let members = reading.carriedMembers(at: place) else { return nil }
      var named = [String: Number](minimumCapacity: members.count)
      for (key, position) in members { named[key] = numbers[position] }
      return unsafeBitCast(named, to: type)
    default: return nil
    }
  }

  private func copies(of ranges: [Range<Int>]) -> [[Number]] {
    Array(unsafeUninitializedCapacity: ranges.count) { rows, count in
      for range in ranges {
        rows.initializeElement(at: count, to: copy(range))
        count += 1
      }
    }
  }

  /// Some of the numbers. An array of a slice would do the same, number by number.
  private func copy(_ range: Range<Int>) -> [Number] {
    numbers.withUnsafeBufferPointer { numbers in
      Array(unsafeUninitializedCapacity: range.count) { copy, count in
        guard let source = numbers.baseAddress, let target = copy.baseAddress else { return }
        target.initialize(from: source + range.lowerBound, count: range.count)
        count = range.count
      }
    }
  }
}
