/// The names of a panel's columns: what its axes are called, in letters that a path into a record may hold.
///
/// Vega-Lite reads `.`, `[` and `]` in the name of a field as the way to a part of it, so that `rate.k[0]` becomes
/// `rate_k_0`; the titles of axes and tooltips keep what was given.
struct VegaLiteColumns {
  let x: String
  let y: String
  /// Of a field's value.
  let value: String

  private static let taken: Set<String> = ["series", "note"]

  init(_ panel: Panel) {
    let x = VegaLiteColumns.name(panel.x.title, or: "x")
    let y = VegaLiteColumns.name(panel.y.title, or: "y")
    let isDistinct = x != y
    self.x = isDistinct && !VegaLiteColumns.taken.contains(x) ? x : "x_" + x
    self.y = isDistinct && !VegaLiteColumns.taken.contains(y) ? y : "y_" + y
    let titles = panel.layers.lazy.compactMap { if case .field(let field) = $0.mark { field.title } else { nil } }
    let value = VegaLiteColumns.name(titles.first ?? "", or: "value")
    self.value = [self.x, self.y].contains(value) || VegaLiteColumns.taken.contains(value) ? "field_" + value : value
  }

  private static func name(_ title: String, or other: String) -> String {
    let words = title.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    return words.isEmpty ? other : words.joined(separator: "_")
  }
}
