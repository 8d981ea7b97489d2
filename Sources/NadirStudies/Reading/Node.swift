/// A value as it is written in a file, with its place.
///
/// YAML, JSON and tables are all read into it, so that what follows reads one form and tells one kind of errors.
final class Node {
  enum Content {
    /// Text; plain where it is written without quotes, so that it may be something else than text.
    case scalar(String, isPlain: Bool)
    case list([Node])
    case mapping([(key: Node, value: Node)])
  }

  let content: Content
  let file: String
  /// The line and the column, from 1; columns count Unicode scalars.
  let line: Int
  let column: Int

  init(_ content: Content, file: String, line: Int, column: Int) {
    self.content = content
    self.file = file
    self.line = line
    self.column = column
  }

  /// Other content in the same place.
  func replaced(by content: Content) -> Node { Node(content, file: file, line: line, column: column) }
}
