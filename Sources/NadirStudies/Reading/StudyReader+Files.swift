import Nadir

extension StudyReader {
  /// The name of a file that stands in the place of values.
  func fileName(_ field: Field) -> String? {
    field.text.flatMap { text in
      [".json", ".yaml", ".yml", ".csv"].contains { text.lowercased().hasSuffix($0) } ? text : nil
    }
  }

  /// What stands in a file of parameters, relative to the folder of the study.
  mutating func contents(of name: String, _ field: Field) -> Field? {
    let path = file.contains("/") ? resolve(name, besides: file) : name
    let text: String
    do throws(UnreadableFile) {
      text = try readText(path)
    } catch {
      return reject(field, expected: "the name of a file that can be read: \(error.reason)")
    }
    do throws(StudyError) {
      let isTable = name.lowercased().hasSuffix(".csv")
      if isTable, let rows = try CSV.rows(of: text, file: path).nonEmpty {
        return table(rows.map { row in row.map { Node($0, file: path) } }).map { Field(path: field.path, node: $0) }
      }
      if !isTable, let node = try YAML.node(of: text, file: path) { return Field(path: field.path, node: node) }
      return reject(field, expected: "the name of a file that is not empty")
    } catch {
      report(error)
      return nil
    }
  }
}

extension Node {
  fileprivate convenience init(_ cell: CSV.Cell, file: String) {
    self.init(.scalar(cell.text, isPlain: true), file: file, line: cell.line, column: cell.column)
  }
}

extension Array {
  fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}
