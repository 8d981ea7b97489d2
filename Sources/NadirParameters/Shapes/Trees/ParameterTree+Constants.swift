extension ParameterTree {
  /// The constants in the order in which a walk through the tree meets them.
  var constants: [Constant] {
    switch self {
    case .number, .numbers: []
    case .constant(let constant): [constant]
    case .sequence(let elements): elements.flatMap(\.constants)
    case .mapping(let members): members.flatMap { [.text($0.key)] + $0.value.constants }
    }
  }
}

extension ParameterTree.Constant {
  /// What it is, in words.
  var kind: String {
    switch self {
    case .null: "nil"
    case .boolean: "a boolean"
    case .integer, .unsigned: "an integer"
    case .text: "a text"
    }
  }

  /// An order of all constants: by kind, and by value within a kind.
  static func areInOrder(_ first: Self, _ second: Self) -> Bool {
    switch (first, second) {
    case (.integer(let one), .integer(let other)): one < other
    case (.unsigned(let one), .unsigned(let other)): one < other
    case (.boolean(let one), .boolean(let other)): !one && other
    case (.text(let one), .text(let other)): one < other
    default: first.rank < second.rank
    }
  }

  private var rank: Int {
    switch self {
    case .null: 0
    case .boolean: 1
    case .integer: 2
    case .unsigned: 3
    case .text: 4
    }
  }
}
