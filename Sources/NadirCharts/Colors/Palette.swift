/// The colors of a theme.
struct Palette: Sendable {
  let background: RGB
  let text: RGB
  /// Of what is said beside: subtitles, ticks, titles of axes.
  let softText: RGB
  let axis: RGB
  let grid: RGB
  let muted: RGB
  let alarm: RGB
  let series: [RGB]

  /// How many series have a color of their own.
  static let count = 7

  /// Near the colors of Okabe & Ito (2008, Color Universal Design, https://jfly.uni-koeln.de/color/), with an olive for
  /// the yellow, which cannot be seen on white, and a gray for the black, which is that of text. Each has a contrast of at
  /// least 3 : 1 with the background (WCAG 2.2, 1.4.11), and within that they are moved so that the two most alike, seen
  /// with any of the three color-vision deficiencies (Machado, Oliveira & Fernandes 2009, doi:10.1109/TVCG.2009.113), are
  /// as far apart in OKLab as a search found.
  static let light = Palette(
    background: RGB(0xFFFFFF), text: RGB(0x1F2328), softText: RGB(0x59636E), axis: RGB(0x8C959F), grid: RGB(0xE6E9ED),
    muted: RGB(0x868E96), alarm: RGB(0xC8102E),
    series: [0x0A6EBE, 0xE94700, 0x039774, 0xA54E8C, 0x768319, 0x2E9BD6, 0x454950].map(RGB.init))

  static let dark = Palette(
    background: RGB(0x0D1117), text: RGB(0xE6EDF3), softText: RGB(0x9198A1), axis: RGB(0x6E7681), grid: RGB(0x252B33),
    muted: RGB(0x7D858F), alarm: RGB(0xFF6B6B),
    series: [0x3A86E0, 0xF8722B, 0x3FBA95, 0xB798F0, 0xFEBA20, 0x9CDAFF, 0xE9EDC0].map(RGB.init))
}
