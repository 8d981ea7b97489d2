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
    if name.lowercased().hasSuffix(".csv") {
      return rows(of: name, field).flatMap { table($0) }.map { Field(path: field.path, node: $0) }
    }
    guard let (text, path) = text(of: name, field) else { return nil }
    do throws(StudyError) {
      if let node = try YAML.node(of: text, file: path) { return Field(path: field.path, node: node) }
      return reject(field, expected: "the name of a file that is not empty")
    } catch {
      report(error)
      return nil
    }
  }

  /// The rows of a table in a file, one or more, relative to the folder of the study.
  mutating func rows(of name: String, _ field: Field) -> [[Node]]? {
    guard let (text, path) = text(of: name, field) else { return nil }
    do throws(StudyError) {
      let rows = try CSV.rows(of: text, file: path)
      if rows.isEmpty { return reject(field, expected: "the name of a file that is not empty") }
      return rows.map { row in row.map { Node($0, file: path) } }
    } catch {
      report(error)
      return nil
    }
  }

  private mutating func text(of name: String, _ field: Field) -> (text: String, path: String)? {
    let path = file.contains("/") ? resolve(name, besides: file) : name
    do throws(UnreadableFile) {
      return (try readText(path), path)
    } catch {
      return reject(field, expected: "the name of a file that can be read: \(error.reason)")
    }
  }
}

extension Node {
  fileprivate convenience init(_ cell: CSV.Cell, file: String) {
    self.init(.scalar(cell.text, isPlain: true), file: file, line: cell.line, column: cell.column)
  }
}
