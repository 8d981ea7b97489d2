import Nadir

/// A table with a header.
private struct DataTable {
  /// The name of the file, as the study says it.
  let name: String
  let header: [Field]
  let rows: [[Node]]
}

extension StudyReader {
  /// What series of the program are compared with: a mapping, or a list of such.
  mutating func data(_ field: Field) -> [ObservedSeries] {
    // A file may be named by several series, and is wrong once.
    var tables: [String: DataTable?] = [:]
    guard let elements = field.elements else { return series(field, &tables).map { [$0] } ?? [] }
    if elements.isEmpty { reject(field, expected: "a mapping with 'file' and 'observed', or a list of such") }
    return elements.compactMap { series($0, &tables) }
  }

  private mutating func series(_ field: Field, _ tables: inout [String: DataTable?]) -> ObservedSeries? {
    let before = errors.count
    let members = members(of: field, known: ["file", "observed", "at", "series", "errors", "weights"])
    // Where a key was misspelt, that is what is missing.
    guard errors.count == before else { return nil }
    let file = required("file", of: members, in: field, expected: "the name of a table of comma-separated values")
    let observed = required("observed", of: members, in: field, expected: "the name of the column of the observations")
    let name = members["series"] ?? observed
    if let text = name?.text, let name, ObservedSeries.reservedNames.contains(text) {
      reject(name, expected: "a name that has no other meaning in an answer; say another with 'series'")
    }
    if let weights = members["weights"], let errors = members["errors"] {
      report(
        "'\(weights.path)' contradicts '\(errors.path)': one of them says how much an observation counts", at: weights)
    }
    let series =
      members["series"].map { text($0, expected: "the name of a member of the program's answer") } ?? observed?.text
    guard let file, let observed, let table = table(file, &tables), let numbers = observations(observed, in: table)
    else { return nil }
    let errors = members["errors"].flatMap { field in
      self.numbers(field, in: table, where: numbers, expected: "a finite number above 0") { $0 > 0 }
    }
    let weights = members["weights"].flatMap { field in
      self.numbers(field, in: table, where: numbers, expected: "a finite number that is not below 0") { $0 >= 0 }
    }
    let places =
      if let at = members["at"] {
        self.places(at, in: table, where: numbers)
      } else {
        self.places(ofFirstColumnOf: table, where: numbers, unless: [observed, members["errors"], members["weights"]])
      }
    guard self.errors.count == before, let series else { return nil }
    do throws(InvalidArgument) {
      var compared =
        if let errors {
          try ObservedSeries(series, observed: numbers, errors: errors)
        } else {
          try ObservedSeries(series, observed: numbers, weights: weights)
        }
      compared.name = observed.text ?? series
      guard let places else { return compared }
      return try compared.along(places.name, places.numbers)
    } catch {
      report(.value(error.value, expected: error.expected), at: observed)
      return nil
    }
  }

  /// The places that a column says.
  private mutating func places(
    _ field: Field, in table: DataTable, where observed: [Double?]
  ) -> (name: String, numbers: [Double])? {
    guard let cells = column(field, of: table), let name = field.text else { return nil }
    let before = errors.count
    let numbers = zip(cells, observed).map { cell, observed in
      // Where nothing was observed, the place may be missing too.
      observed == nil && cell.isMissing ? .nan : number(cell, expected: "a finite number", where: \.isFinite) ?? .nan
    }
    return errors.count == before ? (name, numbers) : nil
  }

  /// The first column, where all of it is numbers, and the series has not another use for it.
  private func places(
    ofFirstColumnOf table: DataTable, where observed: [Double?], unless others: [Field?]
  ) -> (name: String, numbers: [Double])? {
    guard let name = table.header[0].text, !others.contains(where: { $0?.text == name }) else { return nil }
    var numbers: [Double] = []
    for (row, observed) in zip(table.rows, observed) {
      let number = Field(path: name, node: row[0]).number ?? .nan
      guard number.isFinite || observed == nil else { return nil }
      numbers.append(number.isFinite ? number : .nan)
    }
    return (name, numbers)
  }

  private mutating func table(_ field: Field, _ tables: inout [String: DataTable?]) -> DataTable? {
    guard let name = text(field, expected: "the name of a file") else { return nil }
    if let table = tables[name] { return table }
    let table = readTable(name, field)
    tables[name] = .some(table)
    return table
  }

  private mutating func readTable(_ name: String, _ field: Field) -> DataTable? {
    guard let rows = rows(of: name, field) else { return nil }
    let header = rows[0].map { Field(path: "", node: $0) }
    let ragged = rows.filter { $0.count != header.count }
    for row in ragged {
      report("the row has \(row.count) cells, but the header has \(header.count)", at: Field(path: "", node: row[0]))
    }
    return ragged.isEmpty ? DataTable(name: name, header: header, rows: Array(rows.dropFirst())) : nil
  }

  /// The cells below a column's name.
  private mutating func column(_ field: Field, of table: DataTable) -> [Field]? {
    guard let name = text(field, expected: "the name of a column") else { return nil }
    let places = table.header.indices.filter { table.header[$0].text == name }
    guard let place = places.first else {
      let known = table.header.compactMap(\.text)
      let suggestion = Spelling.nearest(to: name, among: known).map { "did you mean '\($0)'? " } ?? ""
      return reject(
        field, expected: "a column of '\(table.name)' (\(suggestion)known: \(known.joined(separator: ", ")))")
    }
    guard places.count == 1 else {
      report(.duplicate, at: Field(path: name, node: table.header[places[1]].node))
      return nil
    }
    return table.rows.map { Field(path: name, node: $0[place]) }
  }

  /// The observations, `nil` where there are none.
  private mutating func observations(_ field: Field, in table: DataTable) -> [Double?]? {
    guard let cells = column(field, of: table) else { return nil }
    let before = errors.count
    let numbers = cells.map { cell in
      cell.isMissing
        ? nil : number(cell, expected: "a finite number, or empty or NA where nothing was observed", where: \.isFinite)
    }
    return errors.count == before ? numbers : nil
  }

  /// The numbers that stand beside observations: those of a column, or the same one for all.
  private mutating func numbers(
    _ field: Field, in table: DataTable, where observed: [Double?], expected: String, isRight: (Double) -> Bool
  ) -> [Double]? {
    if field.number != nil {
      return number(field, expected: "the name of a column, or \(expected)") { isRight($0) && $0.isFinite }
        .map { [Double](repeating: $0, count: observed.count) }
    }
    guard let cells = column(field, of: table) else { return nil }
    return zip(cells, observed).map { cell, observed in
      // What stands beside no observation means nothing.
      guard observed != nil else { return 1 }
      return number(cell, expected: expected) { isRight($0) && $0.isFinite } ?? 1
    }
  }
}

extension Field {
  /// Whether a table says here that there is nothing: by an empty cell, or as R and Python's writers do.
  fileprivate var isMissing: Bool { isNull || text.map { ["NA", "NaN", "nan"].contains($0) } == true }
}
