extension String {
  /// The text, or its beginning and end with an ellipsis between where it is wider than there is place: names of runs
  /// often differ at their ends.
  func shortened(to width: Double, size: Double) -> String {
    guard TextWidth.of(self, size: size) > width else { return self }
    let characters = Array(self)
    var kept = characters.count - 1
    while kept > 0 {
      let text = String(characters.prefix((kept + 1) / 2)) + "…" + String(characters.suffix(kept / 2))
      if TextWidth.of(text, size: size) <= width { return text }
      kept -= 1
    }
    return "…"
  }

  /// The text in lines at words, at most so many; the last one is shortened.
  func wrapped(to width: Double, size: Double, lines limit: Int) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ", omittingEmptySubsequences: true) {
      if let last = lines.last {
        let longer = last + " " + word
        if TextWidth.of(longer, size: size) <= width || lines.count == limit {
          lines[lines.count - 1] = longer
          continue
        }
      }
      lines.append(String(word))
    }
    return lines.map { $0.shortened(to: width, size: size) }
  }
}

/// Names that are too wide shortened so that they still differ where they can: names that would become equal begin where
/// they differ.
func shortenedApart(_ names: [String], to width: Double, size: Double) -> [String] {
  var shown = names.map { $0.shortened(to: width, size: size) }
  for (i, name) in names.enumerated() {
    let like = names.indices.filter { names[$0] != name && names[$0].shortened(to: width, size: size) == shown[i] }
    guard let other = like.first else { continue }
    let common = like.dropFirst().reduce(name.commonPrefix(with: names[other])) { $0.commonPrefix(with: names[$1]) }
    // From the beginning of the word in which they differ, or of the one before.
    let word = common.dropLast().lastIndex(of: " ").map { common.index(after: $0) } ?? common.endIndex
    let start = common.distance(from: common.startIndex, to: word)
    shown[i] = ("…" + name.dropFirst(start)).cut(to: width, size: size)
  }
  return shown
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }

  /// The text, or its beginning with an ellipsis where it is wider than there is place.
  fileprivate func cut(to width: Double, size: Double) -> String {
    guard TextWidth.of(self, size: size) > width else { return self }
    var beginning = self
    while !beginning.isEmpty, TextWidth.of(beginning + "…", size: size) > width { beginning.removeLast() }
    return beginning + "…"
  }
}
