import NadirJSON

/// What stands in a column of a file, in one row: what is missing is written differently by every format.
enum TextCell {
  case missing
  case integer(Int)
  case number(Double)
  case text(String)

  /// The cell as JSON: what JSON has no number for is missing.
  var json: JSON {
    switch self {
    case .missing: .null
    case .integer(let value): .integer(Int64(value))
    case .number(let value): value.isFinite ? .number(value) : .null
    case .text(let text): .string(text)
    }
  }

  /// Appends the cell as one of comma-separated values.
  func writeCSV(to bytes: inout [UInt8]) {
    switch self {
    case .missing: break
    case .integer(let value): bytes.append(contentsOf: value.description.utf8)
    case .number(let value) where value.isFinite: bytes.append(contentsOf: value.description.utf8)
    case .number(let value): if !value.isNaN { bytes.append(contentsOf: (value > 0 ? "Inf" : "-Inf").utf8) }
    case .text(let text): TextCell.writeQuoted(text, to: &bytes)
    }
  }

  /// In quotes where there is a comma, a quote or an end of a line. A zero byte, which R refuses, becomes a replacement
  /// character.
  private static func writeQuoted(_ text: String, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == quote || $0 == UInt8(ascii: ",") }) else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(quote)
    for byte in text.utf8 {
      if byte == 0 {
        bytes.append(contentsOf: "\u{FFFD}".utf8)
      } else {
        if byte == quote { bytes.append(quote) }
        bytes.append(byte)
      }
    }
    bytes.append(quote)
  }
}

extension TextCell {
  /// The line of names above comma-separated values.
  static func csvHead(_ names: [String]) -> [UInt8] {
    var head: [UInt8] = []
    for (column, name) in names.enumerated() {
      if column > 0 { head.append(UInt8(ascii: ",")) }
      TextCell.text(name).writeCSV(to: &head)
    }
    head.append(UInt8(ascii: "\n"))
    return head
  }

  /// What stands before each cell of a line of JSON: the name of its column.
  static func jsonLeads(_ names: [String]) -> [[UInt8]] {
    names.enumerated().map { column, name in
      var lead = Array((column == 0 ? "{" : ",").utf8)
      JSON.string(name).write(to: &lead)
      lead.append(UInt8(ascii: ":"))
      return lead
    }
  }

  /// The names of all columns: a column's own names, and then others, which have a prefix where they would be among them.
  static func names(own: [String], others: [String], prefix: String) -> [String] {
    var taken = Set(own).union(others)
    let names = others.map { other in
      guard own.contains(other) else { return other }
      var name = prefix + other
      while taken.contains(name) { name = prefix + name }
      taken.insert(name)
      return name
    }
    return own + names
  }
}
