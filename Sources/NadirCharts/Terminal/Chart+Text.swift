extension Chart {
  /// The chart in lines of text, for a terminal.
  ///
  ///     print(chart.text(columns: 100))
  ///
  /// Lines, bars and dots are drawn in braille, 2 × 4 dots to a character; circles, crosses and stars as symbols; bands
  /// and fields as shades, from blank for the least value of a field over ░, ▒ and ▓ to █ for the greatest, and · where
  /// it has none. Panels stand below each other. Where there are no colors, several lines in a panel are told apart by
  /// symbols along them. Control characters in names are left out.
  ///
  /// - Parameters:
  ///   - columns: The width in columns of the terminal, of which East Asian characters take two, at least 20; 72 unless
  ///     given.
  ///   - rows: The lines of a panel between its title and its axis, at least 3; 18 unless given.
  ///   - isColored: Whether escape sequences (ECMA-48, with the palette of 256 colors that terminals share) color the
  ///     text; `false` unless given.
  /// - Returns: Lines of at most so many columns, with line feeds between them.
  public func text(columns: Int = 72, rows: Int = 18, isColored: Bool = false) -> String {
    let width = max(20, columns)
    var lines: [TextLine] = []
    if !title.isEmpty { lines.append(TextLine(title, width: width, style: .heading)) }
    if !subtitle.isEmpty { lines.append(TextLine(subtitle, width: width, style: .color(.muted))) }
    for panel in panels {
      if !lines.isEmpty { lines.append(TextLine()) }
      lines += TextPanel(panel, columns: width, rows: max(3, rows), isColored: isColored).lines
    }
    return lines.map { $0.written(isColored: isColored) }.joined(separator: "\n")
  }
}
