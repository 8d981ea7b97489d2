import Nadir

/// The columns of a table of parameters, the first two required.
private let columns = ["path", "start", "lower", "upper", "soft_lower", "soft_upper", "fixed", "scale", "transform"]
/// Other names of columns.
private let synonyms = ["name": "path", "parameter": "path", "value": "start"]

extension StudyReader {
  /// What a table means: parameters by their paths where it has a header, or else numbers.
  mutating func table(_ rows: [[Node]]) -> Node? {
    let header = rows[0].map { Field(path: "", node: $0) }
    if header.contains(where: { $0.number != nil }) { return numbers(rows) }

    let before = errors.count
    let words = self.words(of: header)
    let root = Branch(rows[0][0])
    for row in rows.dropFirst() {
      if row.count == words.count {
        add(row, under: words, to: root)
      } else {
        report("the row has \(row.count) cells, but the header has \(words.count)", at: Field(path: "", node: row[0]))
      }
    }
    return errors.count == before ? root.node : nil
  }

  /// A list of the numbers of one row or one column, or a list of rows.
  private mutating func numbers(_ rows: [[Node]]) -> Node? {
    let first = rows[0]
    let odd = rows.filter { $0.count != first.count }
    for row in odd {
      report("the row has \(row.count) cells, but the first has \(first.count)", at: Field(path: "", node: row[0]))
    }
    guard odd.isEmpty else { return nil }
    if rows.count == 1 { return first[0].replaced(by: .list(first)) }
    if first.count == 1 { return first[0].replaced(by: .list(rows.map { $0[0] })) }
    return first[0].replaced(by: .list(rows.map { $0[0].replaced(by: .list($0)) }))
  }

  /// What the columns hold.
  private mutating func words(of header: [Field]) -> [String] {
    var words: [String] = []
    for cell in header {
      let name = cell.text ?? ""
      let word = synonyms[name] ?? name
      if !columns.contains(word) {
        let nearest = Spelling.nearest(to: word, among: columns)
        report(.unknownKey(nearest: nearest, known: columns), at: Field(path: name, node: cell.node))
      } else if words.contains(word) {
        report(.duplicate, at: Field(path: word, node: cell.node))
      }
      words.append(word)
    }
    for word in columns.prefix(2) where !words.contains(word) {
      report(.missing(expected: "a column of this name"), at: Field(path: word, node: header[0].node))
    }
    return words
  }

  private mutating func add(_ row: [Node], under words: [String], to root: Branch) {
    guard let column = words.firstIndex(of: "path") else { return }
    let cell = Field(path: "path", node: row[column])
    guard let path = cell.text.flatMap({ ParameterPath($0) }), !path.components.isEmpty else {
      return reject(cell, expected: "a path such as rate, net.bias or layers[0][1]")
    }
    let members = zip(words, row).filter { $0.0 != "path" }.map { word, node in
      (key: node.replaced(by: .scalar(word, isPlain: true)), value: node)
    }
    if let node = members.first(where: { $0.key.text == "transform" })?.value { checkIsElementwise(node) }
    switch root.add(cell.node.replaced(by: .mapping(members)), at: path) {
    case nil: return
    case .isThere: report(.duplicate, at: Field(path: path.description, node: cell.node))
    case .isGroup: reject(cell, expected: "a path that no other goes on from")
    case .goesOn(let shorter): reject(cell, expected: "a path that does not go on from '\(shorter)', which is a number")
    case .order(let next): reject(cell, expected: "'\(next)' or one below it, because elements follow each other")
    case .mixture:
      reject(cell, expected: "a path with a name where others have names, and an index where they have one")
    }
  }

  private mutating func checkIsElementwise(_ node: Node) {
    guard let kind = Transform.named.first(where: { $0.name == node.text }), kind != .positive else { return }
    reject(
      Field(path: "transform", node: node),
      expected: "positive or interval; what moves several parameters together is said in the study, as "
        + "{\(kind.name): [a, b]} under 'constraints'")
  }
}

/// A node of a tree that grows path by path.
private final class Branch {
  /// Why a number has no place in the tree.
  enum Refusal {
    case isThere
    case isGroup
    case goesOn(from: ParameterPath)
    case order(next: ParameterPath)
    case mixture
  }

  /// The cell that it was first named in.
  private let cell: Node
  private var leaf: Node?
  private var children: [(step: ParameterPath.Component, branch: Branch)] = []
  private var places: [ParameterPath.Component: Int] = [:]

  init(_ cell: Node) { self.cell = cell }

  func add(_ leaf: Node, at path: ParameterPath) -> Refusal? {
    var branch = self
    var walked = ParameterPath()
    for step in path.components {
      if branch.leaf != nil { return .goesOn(from: walked) }
      if let place = branch.places[step] {
        branch = branch.children[place].branch
      } else {
        if let refusal = branch.refusal(of: step, at: walked) { return refusal }
        let child = Branch(leaf)
        branch.places[step] = branch.children.count
        branch.children.append((step, child))
        branch = child
      }
      walked = walked.appending(step)
    }
    if branch.leaf != nil { return .isThere }
    if !branch.children.isEmpty { return .isGroup }
    branch.leaf = leaf
    return nil
  }

  private func refusal(of step: ParameterPath.Component, at path: ParameterPath) -> Refusal? {
    if case .key? = children.first?.step, case .index = step { return .mixture }
    if case .index? = children.first?.step, case .key = step { return .mixture }
    if case .index(let index) = step, index != children.count {
      return .order(next: path.appending(.index(children.count)))
    }
    return nil
  }

  var node: Node {
    if let leaf { return leaf }
    let elements = children.filter { if case .index = $0.step { true } else { false } }
    if !elements.isEmpty { return cell.replaced(by: .list(elements.map(\.branch.node))) }
    return cell.replaced(
      by: .mapping(
        children.compactMap { step, branch in
          guard case .key(let key) = step else { return nil }
          return (branch.cell.replaced(by: .scalar(key, isPlain: false)), branch.node)
        }))
  }
}

extension Node {
  /// Other content in the same place.
  func replaced(by content: Content) -> Node { Node(content, file: file, line: line, column: column) }

  fileprivate var text: String? { if case .scalar(let text, _) = content { text } else { nil } }
}
