import NadirCharts

extension Axis {
  /// A linear axis for a name that may end with its unit, as headers of tables do: `time (s)` or `time [s]`.
  init(named name: String) {
    for (opening, closing) in [("(", ")"), ("[", "]")] as [(Character, Character)] {
      guard name.last == closing, let start = name.lastIndex(of: opening) else { continue }
      let unit = name[name.index(after: start)..<name.index(before: name.endIndex)]
      let title = name[..<start]
      // `x[0]` is an element of x, and `f(x)` a value of f.
      guard title.last == " ", !unit.isEmpty else { continue }
      self.init(String(title.dropLast()), unit: String(unit))
      return
    }
    self.init(name)
  }
}
