/// A line of text, character by character, with what each stands for.
struct TextLine: Sendable {
  enum Style: Sendable, Hashable {
    case heading
    case color(Layer.Color)
  }

  private(set) var characters: [(character: Character, style: Style)] = []

  init() {}

  init(_ text: String, width: Int = .max, style: Style = .color(.text)) {
    append(text.printable.shortened(toColumns: width), style: style)
  }

  /// How many columns of a terminal it takes.
  private(set) var count = 0

  mutating func append(_ text: String, style: Style = .color(.text)) {
    for character in text { append(character, style: style) }
  }

  mutating func append(_ character: Character, style: Style) {
    characters.append((character, style))
    count += character.columns
  }

  mutating func append(_ line: TextLine) {
    characters += line.characters
    count += line.count
  }

  /// The text without spaces at its end, and with an escape sequence wherever the style changes if it is colored.
  func written(isColored: Bool) -> String {
    let shown = characters[..<((characters.lastIndex { $0.character != " " } ?? -1) + 1)]
    guard isColored else { return String(shown.map(\.character)) }
    var text = ""
    var current = TextLine.plain
    for (character, style) in shown {
      let code = character == " " ? current : style.code
      if code != current { text += "\u{1B}[" + code + "m" }
      current = code
      text.append(character)
    }
    return current == TextLine.plain ? text : text + "\u{1B}[" + TextLine.plain + "m"
  }

  fileprivate static let plain = "0"
}

extension TextLine.Style {
  /// The parameter of the sequence Select Graphic Rendition, which begins by taking back the one before.
  fileprivate var code: String {
    switch self {
    case .heading: "0;1"
    case .color(.text): TextLine.plain
    case .color(.muted): "0;38;5;245"
    case .color(.alarm): "0;38;5;160"
    case .color(.series(let i)): "0;38;5;\(TextLine.Style.series[i.cyclic(TextLine.Style.series.count)])"
    }
  }

  /// The hues of the palette, of a lightness that is seen on black and on white.
  private static let series = [33, 208, 35, 170, 136, 75, 103]
}

extension String {
  /// The text without control characters, which a terminal would obey.
  var printable: String {
    String(
      map { character in
        character.unicodeScalars.contains { $0.properties.generalCategory == .control } ? " " : character
      })
  }
}
