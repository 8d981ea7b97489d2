/// The colors of a rendering.
public enum Theme: Sendable, Hashable {
  /// Dark on white.
  case light
  /// Light on a dark gray.
  case dark
  /// Light, and dark where the reader prefers it (`prefers-color-scheme`). A page into which the picture is written says
  /// which it is by the attribute `data-theme="light"` or `data-theme="dark"` of its root element.
  case automatic
}
