import Nadir

/// The columns of a table of parameters, the first two required.
private let columns = ["path", "start", "lower", "upper", "soft_lower", "soft_upper", "fixed", "scale", "transform"]
/// How deep a tree may be; it is that of YAML, too.
private let mostSteps = 1000
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
    guard path.components.count <= mostSteps else {
      return reject(cell, expected: "a path of at most \(mostSteps) steps")
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

extension Node {
  fileprivate var text: String? { if case .scalar(let text, _) = content { text } else { nil } }
}
