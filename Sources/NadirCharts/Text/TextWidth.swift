/// How much place text takes in a font that a reader may have. The widths are those of a wide sans serif, so that a label
/// takes less than is kept free for it rather than more.
enum TextWidth {
  /// In hundredths of the size of the font, from the space on to the tilde.
  private static let latin: [UInt8] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61,
    69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59,
    82, 59, 59, 52, 64, 34, 64, 84,
  ]

  /// The width of a text on one line.
  static func of(_ text: String, size: Double) -> Double {
    text.reduce(0) { $0 + of($1) } * size
  }

  /// The width of a number, whose exponent is smaller.
  static func of(_ label: NumberLabel, size: Double) -> Double {
    of(label.base, size: size) + of(label.exponent, size: size * exponentSize)
  }

  /// The size of an exponent beside that of its base.
  static let exponentSize = 0.75

  private static func of(_ character: Character) -> Double {
    guard let scalar = character.unicodeScalars.first?.value else { return 0 }
    switch scalar {
    case 0x20...0x7E: return Double(latin[Int(scalar) - 0x20]) / 100
    case 0x2009: return 0.2
    case 0xA0...0x24F: return 0.7
    case 0x300...0x36F: return 0
    case 0x370...0x52F: return 0.75
    case 0x1100...0x11FF, 0x2E80...0xD7FF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60: return 1
    case 0x1F000...0x3FFFF: return 1.35
    default: return 0.85
    }
  }
}
