/// One rebuilding of a value from a tree and numbers: where it is, and which numbers it has read.
final class TreeReading {
  /// What a decoder stands at.
  enum Place {
    case node(Int)
    /// The number at this position, an element of an array that is one node.
    case element(Int)
    /// The name of a node, which is the key of a dictionary.
    case key(Int)
    /// What a case of an enum holds that is the key of a dictionary.
    case nothing
  }

  let flat: FlatTree
  private let numbers: [Double]
  /// The node that is asked for next if the type reads in the order in which it writes.
  private var next = 0
  /// The numbers before this position have been read.
  private var front = 0
  /// Numbers behind it that have been read, too.
  private var ahead: [Range<Int>] = []
  /// What is handed out in the place of the numbers to those who ask for it.
  let carried: CarriedNumbers?
  /// The numbers that were handed out as they are although others stood for them.
  private(set) var plain: [Range<Int>] = []

  init(_ flat: FlatTree, _ numbers: [Double], carrying carried: CarriedNumbers? = nil) {
    self.flat = flat
    self.numbers = numbers
    self.carried = carried
  }

  /// The numbers that have not been read, in their order.
  var unread: [Int] {
    var unread: [Int] = []
    var front = front
    for range in ahead.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if front < range.lowerBound { unread += front..<range.lowerBound }
      front = max(front, range.upperBound)
    }
    if front < numbers.count { unread += front..<numbers.count }
    return unread
  }

  private func markRead(_ range: Range<Int>) {
    if range.lowerBound == front {
      front = range.upperBound
    } else if range.upperBound > front {
      ahead.append(range)
    }
  }

  /// Reads numbers as they are.
  private func markPlain(_ range: Range<Int>) {
    markRead(range)
    if carried != nil { plain.append(range) }
  }

  private func read(_ position: Int) -> Double {
    markPlain(position..<position + 1)
    return numbers[position]
  }

  /// The position of the number at a place, for whoever has another one to stand for it; `nil` when there is none.
  func carriedPosition(at place: Place) -> Int? {
    let position: Int
    switch place {
    case .node(let node):
      guard case .number(let number) = enter(node) else { return nil }
      position = number
    case .element(let number): position = number
    case .key, .nothing: return nil
    }
    markRead(position..<position + 1)
    return position
  }

  /// The positions of an array of numbers, for whoever has others to stand for them; `nil` when there is none.
  func carriedPositions(at place: Place) -> Range<Int>? {
    guard case .node(let node) = place, case .numbers(let range) = enter(node) else { return nil }
    markRead(range)
    return range
  }

  /// The positions of the rows of an array of arrays of numbers, for whoever has others to stand for them; `nil` when there
  /// is none.
  func carriedRows(at place: Place) -> [Range<Int>]? {
    guard let rows = rowPositions(at: place) else { return nil }
    if let first = rows.first, let last = rows.last { markRead(first.lowerBound..<last.upperBound) }
    return rows
  }

  /// Reads an array of arrays of numbers; `nil` when it was not written as such.
  func rows(at place: Place) -> [[Double]]? {
    guard let rows = rowPositions(at: place) else { return nil }
    if let first = rows.first, let last = rows.last { markPlain(first.lowerBound..<last.upperBound) }
    return rows.map { Array(numbers[$0]) }
  }

  /// The positions of rows, which follow one another.
  private func rowPositions(at place: Place) -> [Range<Int>]? {
    guard case .node(let node) = place, case .sequence(let count) = flat.nodes[node].content else { return nil }
    let end = flat.nodes[node].end
    guard end == node + 1 + count else { return nil }
    var rows: [Range<Int>] = []
    rows.reserveCapacity(count)
    for child in node + 1..<end {
      guard case .numbers(let range) = flat.nodes[child].content else { return nil }
      rows.append(range)
    }
    next = end
    return rows
  }

  /// The names and positions of a mapping of numbers, for whoever has others to stand for them; `nil` when there is none.
  func carriedMembers(at place: Place) -> [(key: String, position: Int)]? {
    guard case .node(let node) = place, case .mapping(let count) = enter(node) else { return nil }
    var members: [(key: String, position: Int)] = []
    members.reserveCapacity(count)
    for member in flat.children(of: node) {
      guard case .number(let position) = flat.nodes[member].content else { return nil }
      members.append((flat.nodes[member].key, position))
    }
    for member in members { markRead(member.position..<member.position + 1) }
    return members
  }

  /// The content of a node, behind which the next one is expected.
  func enter(_ node: Int) -> FlatTree.Content {
    next = node + 1
    return flat.nodes[node].content
  }

  /// The member of a mapping with a name.
  func member(_ key: String, of place: Place) -> Place? {
    switch place {
    case .node(let node):
      guard let member = flat.member(key, of: node, near: next) else { return nil }
      next = member
      return .node(member)
    case .key(let node): return flat.nodes[node].key == key ? .nothing : nil
    case .element, .nothing: return nil
    }
  }

  /// The names of the members of a mapping.
  func keys(of place: Place) -> [String] {
    switch place {
    case .node(let node): flat.children(of: node).map { flat.nodes[$0].key }
    case .key(let node): [flat.nodes[node].key]
    case .element, .nothing: []
    }
  }

  /// Reads a number; integers are numbers that no algorithm moves.
  func number(at place: Place) throws -> Double {
    switch place {
    case .node(let node):
      switch enter(node) {
      case .number(let position): return read(position)
      case .constant(.integer(let integer)): return Double(integer)
      case .constant(.unsigned(let integer)): return Double(integer)
      default: break
      }
    case .element(let position): return read(position)
    case .key, .nothing: break
    }
    throw mismatch(at: place, asked: Double.self)
  }

  /// Reads an array of numbers; `nil` when it was not written as such.
  func numbers(at place: Place) -> [Double]? {
    guard case .node(let node) = place, case .numbers(let range) = enter(node) else { return nil }
    markPlain(range)
    return range == numbers.indices ? numbers : Array(numbers[range])
  }

  func integer<Integer: FixedWidthInteger>(at place: Place) throws -> Integer {
    let integer: Integer?
    switch place {
    case .node(let node):
      switch enter(node) {
      case .constant(.integer(let value)): integer = Integer(exactly: value)
      case .constant(.unsigned(let value)): integer = Integer(exactly: value)
      default: integer = nil
      }
    case .key(let node): integer = Integer(flat.nodes[node].key)
    case .element, .nothing: integer = nil
    }
    guard let integer else { throw mismatch(at: place, asked: Integer.self) }
    return integer
  }

  func boolean(at place: Place) throws -> Bool {
    guard case .node(let node) = place, case .constant(.boolean(let value)) = enter(node) else {
      throw mismatch(at: place, asked: Bool.self)
    }
    return value
  }

  func text(at place: Place) throws -> String {
    switch place {
    case .node(let node): if case .constant(.text(let text)) = enter(node) { return text }
    case .key(let node): return flat.nodes[node].key
    case .element, .nothing: break
    }
    throw mismatch(at: place, asked: String.self)
  }

  /// Whether there is nothing; if so, it is read.
  func isNil(at place: Place) -> Bool {
    guard case .node(let node) = place, case .constant(.null) = flat.nodes[node].content else { return false }
    next = node + 1
    return true
  }

  /// The path of a place, which nothing but errors asks for.
  func path(of place: Place) -> ParameterPath {
    switch place {
    case .node(let node), .key(let node): flat.path(of: node)
    case .element(let position): flat.path(ofNumber: position)
    case .nothing: ParameterPath()
    }
  }

  func mismatch(at place: Place, asked type: Any.Type) -> DecodingError {
    DecodingError.typeMismatch(
      type,
      DecodingError.Context(
        codingPath: path(of: place).codingPath, debugDescription: "\(kind(of: place)) where \(type) is asked for"))
  }

  private func kind(of place: Place) -> String {
    switch place {
    case .element: "a number"
    case .key: "the key of a dictionary"
    case .nothing: "nothing"
    case .node(let node):
      switch flat.nodes[node].content {
      case .number: "a number"
      case .numbers(let range): "an array of \(range.count) numbers"
      case .constant(let constant): constant.kind
      case .sequence(let count): "an array of \(count) elements"
      case .mapping: "a structure"
      }
    }
  }
}
