/// A place in what is encoded or decoded, by the step to it from the one above. The whole is at no place.
final class CodingPlace {
  enum Step {
    /// A member of an object.
    case key(String)
    /// An element of an array, from 0.
    case index(Int)
  }

  private let above: CodingPlace?
  private let step: Step

  init(_ step: Step, below above: CodingPlace?) {
    self.step = step
    self.above = above
  }

  /// The steps from the whole to a place, as the standard library reports them.
  static func path(to place: CodingPlace?) -> [any CodingKey] {
    var path: [any CodingKey] = []
    var next = place
    while let place = next {
      path.append(Key(step: place.step))
      next = place.above
    }
    return path.reversed()
  }

  /// A step as the coding keys of the standard library, which do not tell an index from a number as a name.
  struct Key: CodingKey {
    let step: Step

    init(step: Step) { self.step = step }

    init(stringValue: String) { step = .key(stringValue) }

    init(intValue: Int) { step = .index(intValue) }

    var stringValue: String {
      switch step {
      case .key(let key): key
      case .index(let index): String(index)
      }
    }

    var intValue: Int? {
      switch step {
      case .key(let key): Int(key)
      case .index(let index): index
      }
    }
  }
}
