extension HTML {
  /// A cell of a table.
  enum Cell {
    case text(String)
    /// Set flush right, in figures of one width.
    case number(String)
    case content([HTML])

    fileprivate var html: HTML {
      switch self {
      case .text(let text): .tag("td", [:], text)
      case .number(let text): .tag("td", ["class": "number"], text)
      case .content(let children): .tag("td", [:], children)
      }
    }

    fileprivate var isNumber: Bool { if case .number = self { true } else { false } }

    fileprivate var isEmpty: Bool {
      switch self {
      case .text(let text), .number(let text): text.isEmpty
      case .content(let children): children.isEmpty
      }
    }
  }

  /// A table without the columns that no row says anything in. The first cell of a row is its head.
  static func table(_ header: [String], _ rows: [[Cell]]) -> HTML {
    let columns = header.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    let head = columns.map { column in
      HTML.tag("th", ["scope": "col", "class": rows[0][column].isNumber ? "number" : "word"], header[column])
    }
    let body = rows.map { row in HTML.tag("tr", [:], columns.map { row[$0].html }) }
    // What is wider than the page is scrolled, not the page.
    return .tag(
      "div", ["class": "table", "tabindex": "0"],
      .tag("table", [:], .tag("thead", [:], .tag("tr", [:], head)), .tag("tbody", [:], body)))
  }

  /// A table whose rows beyond so many are folded away.
  static func folded<Row>(_ rows: [Row], beyond most: Int, _ table: (ArraySlice<Row>) -> HTML) -> [HTML] {
    guard rows.count > most else { return [table(rows[...])] }
    let summary = HTML.tag("summary", [:], "\(rows.count - most) more")
    return [table(rows.prefix(most)), .tag("details", [:], summary, table(rows.dropFirst(most)))]
  }

  /// Names with what they are, beside each other.
  static func facts(_ facts: [(name: String, value: String)]) -> HTML {
    .tag(
      "dl", ["class": "facts"],
      facts.map { fact in .tag("div", [:], .tag("dt", [:], fact.name), .tag("dd", [:], fact.value)) })
  }

  static func paragraph(_ text: String) -> HTML { .tag("p", [:], text) }

  static func code(_ text: String) -> HTML { .tag("pre", ["tabindex": "0"], .tag("code", [:], text)) }
}
