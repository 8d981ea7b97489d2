import Yams

/// Reads the one document of a YAML text; JSON is YAML, too.
enum YAML {
  /// - Returns: `nil` where there is nothing but blanks and comments.
  static func node(of text: String, file: String) throws(StudyError) -> Node? {
    do {
      return try Yams.compose(yaml: text, .basic).map { Node($0, file: file) }
    } catch let error as YamlError {
      throw StudyError(file: file, yaml: error)
    } catch {
      throw StudyError(file: file, key: "", problem: .syntax("\(error)"))
    }
  }
}

extension Node {
  fileprivate convenience init(_ node: Yams.Node, file: String) {
    let content: Content
    switch node {
    case .scalar(let scalar):
      content = .scalar(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any)
    case .sequence(let sequence): content = .list(sequence.map { Node($0, file: file) })
    case .mapping(let mapping):
      content = .mapping(mapping.map { (Node($0.key, file: file), Node($0.value, file: file)) })
    // The parser has put what an alias stands for in its place.
    case .alias(let alias): content = .scalar(alias.anchor.rawValue, isPlain: false)
    }
    self.init(content, file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }
}

extension StudyError {
  /// What the YAML parser complains about.
  fileprivate init(file: String, yaml error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let message = (context.map { "\($0.text), " } ?? "") + problem
      self.init(file: file, line: mark.line, column: mark.column, key: "", problem: .syntax("no YAML: \(message)"))
    case .duplicatedKeysInMapping(let keys, let context):
      self.init(
        file: file, line: context.mark.line, column: context.mark.column, key: keys.joined(separator: "', '"),
        problem: .duplicate)
    default:
      self.init(file: file, key: "", problem: .syntax("no YAML: \(error)"))
    }
  }
}
