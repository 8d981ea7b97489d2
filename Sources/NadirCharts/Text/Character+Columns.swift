extension Character {
  /// How many columns of a terminal the character takes: two for those of East Asian writing and pictures, after Unicode
  /// Standard Annex 11 in its main blocks, else one.
  var columns: Int {
    switch unicodeScalars.first?.value ?? 0 {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}

extension String {
  /// How many columns of a terminal the text takes.
  var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The text, with an ellipsis for its end where it takes more columns of a terminal.
  func shortened(toColumns width: Int) -> String {
    guard columns > width else { return self }
    var (shown, free) = ("", width - 1)
    for character in self {
      free -= character.columns
      guard free >= 0 else { break }
      shown.append(character)
    }
    return shown + "…"
  }
}
