/// Characters in rows, each of them drawn as one character or as a pattern of 2 × 4 dots.
struct TextCanvas: Sendable {
  fileprivate struct Cell: Sendable {
    /// What is seen where nothing is drawn.
    var ground: Character = " "
    var groundColor = Layer.Color.text
    /// The dots that are set, as the low byte of a braille pattern (Unicode, block 2800).
    var dots: UInt8 = 0
    /// Whether the ground is a part of a text.
    var isWritten = false
    /// What stands in front of the dots.
    var symbol: Character?
    /// What is marked at the edge, and in which color; a text is not broken by it.
    var edge: (character: Character, color: Layer.Color)?
    var color = Layer.Color.text
  }

  /// A place among the dots, from the lower left corner.
  struct Dot: Sendable, Hashable {
    var x: Int
    var y: Int
  }

  let columns: Int
  let rows: Int
  private var cells: [Cell]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  /// The dot at fractions from 0 to 1 of the width and of the height.
  func dot(_ x: Double, _ y: Double) -> Dot {
    Dot(x: TextCanvas.index(x, of: 2 * columns), y: TextCanvas.index(y, of: 4 * rows))
  }

  /// The row, counted from above, at a fraction of the height.
  func row(at y: Double) -> Int { rows - 1 - TextCanvas.index(y, of: 4 * rows) / 4 }

  func column(at x: Double) -> Int { TextCanvas.index(x, of: 2 * columns) / 2 }

  /// The fraction of the height in the middle of a row, as its dots have it.
  func height(ofRow row: Int) -> Double { (Double(4 * (rows - 1 - row)) + 1.5) / Double(4 * rows - 1) }

  func width(ofColumn column: Int) -> Double { (Double(2 * column) + 0.5) / Double(2 * columns - 1) }

  private static func index(_ fraction: Double, of count: Int) -> Int {
    min(count - 1, max(0, Int((fraction * Double(count - 1)).rounded())))
  }

  // MARK: - Drawing

  /// The bits of a braille pattern, row by row from above.
  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  mutating func set(_ dot: Dot, _ color: Layer.Color) {
    let (column, row) = (dot.x / 2, rows - 1 - dot.y / 4)
    let bit = TextCanvas.bits[2 * (3 - dot.y % 4) + dot.x % 2]
    cells[row * columns + column].dots |= bit
    cells[row * columns + column].color = color
  }

  mutating func put(_ symbol: Character, at dot: Dot, _ color: Layer.Color) {
    let cell = (rows - 1 - dot.y / 4) * columns + dot.x / 2
    cells[cell].symbol = symbol
    cells[cell].color = color
  }

  /// Marks a place at the edge, where no text stands.
  mutating func mark(_ mark: Character, at dot: Dot, _ color: Layer.Color) {
    cells[(rows - 1 - dot.y / 4) * columns + dot.x / 2].edge = (mark, color)
  }

  /// Fills the ground of a character.
  mutating func fill(_ ground: Character, row: Int, column: Int, _ color: Layer.Color) {
    cells[row * columns + column].ground = ground
    cells[row * columns + column].groundColor = color
  }

  /// Writes into the ground of a row, as far as there is place.
  mutating func write(_ text: String, row: Int, column: Int, _ color: Layer.Color) {
    var column = column
    for character in text {
      guard column + character.columns <= columns else { return }
      fill(character, row: row, column: column, color)
      for covered in column..<column + character.columns { cells[row * columns + covered].isWritten = true }
      column += character.columns
    }
  }

  /// The dots nearest to a straight line, from its beginning to its end.
  static func line(from a: Dot, to b: Dot) -> [Dot] {
    let steps = max(abs(b.x - a.x), abs(b.y - a.y))
    guard steps > 0 else { return [a] }
    return (0...steps).map { step in
      let part = Double(step) / Double(steps)
      return Dot(
        x: a.x + Int((part * Double(b.x - a.x)).rounded()), y: a.y + Int((part * Double(b.y - a.y)).rounded()))
    }
  }

  /// A row as text.
  func line(_ row: Int) -> TextLine {
    var line = TextLine()
    // A wide character covers the cell behind it.
    for column in 0..<columns where line.count <= column {
      let (character, color) = cells[row * columns + column].shown
      line.append(character, style: .color(color))
    }
    return line
  }
}

extension TextCanvas.Cell {
  /// What is seen of it.
  fileprivate var shown: (character: Character, color: Layer.Color) {
    if let symbol { return (symbol, color) }
    if let edge, !isWritten { return edge }
    guard dots != 0 else { return (ground, groundColor) }
    // Every pattern of eight dots is a scalar of that block.
    return (Character(Unicode.Scalar(0x2800 + UInt32(dots)) ?? "?"), color)
  }
}
