/// Numbers of a type of the user's, such as those that carry derivatives, that stand for the numbers of a tree.
///
/// A reading does not know their type, which ``CarriedNumbersOf`` does.
class CarriedNumbers {
  /// What stands for the number at a place, if that type is asked for, or for an array or a dictionary of numbers; `nil`
  /// otherwise.
  func value<Value>(_ type: Value.Type, at place: TreeReading.Place, of reading: TreeReading) -> Value? { nil }
}

final class CarriedNumbersOf<Number>: CarriedNumbers {
  private let numbers: [Number]

  /// - Parameter numbers: As many as the tree has, by their positions.
  init(_ numbers: [Number]) { self.numbers = numbers }

  override func value<Value>(_ type: Value.Type, at place: TreeReading.Place, of reading: TreeReading) -> Value? {
    if type == Number.self, let position = reading.carriedPosition(at: place) {
      return retyped(numbers[position], as: type)
    }
    if type == [Number].self, let range = reading.carriedPositions(at: place) {
      return retyped(range == numbers.indices ? numbers : Array(numbers[range]), as: type)
    }
    if type == [String: Number].self, let members = reading.carriedMembers(at: place) {
      var named = [String: Number](minimumCapacity: members.count)
      for (key, position) in members { named[key] = numbers[position] }
      return retyped(named, as: type)
    }
    return nil
  }
}
