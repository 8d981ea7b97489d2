import NadirCharts
import Testing

@Suite struct TerminalTextTests {
  @Test func aLineRisesThroughItsDots() {
    let chart = Chart(
      panels: [Panel(x: Axis("x"), y: Axis("y"), layers: [Layer("", .line([Point(0, 0), Point(16, 4)]))])])
    #expect(
      chart.text(columns: 20, rows: 4) == """
        y
        4 ┤             ⢀⡠⠔⠂
        2 ┤        ⢀⡠⠤⠒⠉⠁
          │   ⢀⣀⠤⠒⠊⠁
        0 ┤⠠⠔⠊⠁
          └┬────┬────┬────┬─
           0    5   10   15
                   x
        """)
  }

  @Test(arguments: Gallery.all.indices, [20, 33, 72, 200])
  func noLineIsWiderThanTheTerminal(index: Int, columns: Int) {
    for rows in [0, 3, 7, 18] {
      let chart = Gallery.all[index].chart
      let lines = chart.text(columns: columns, rows: rows).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { $0.count <= columns && $0.last != " " }, "\(Gallery.all[index].name)")
      // Every panel is as high as was asked for.
      let axes = lines.count { $0.contains("│") || $0.contains("┤") }
      #expect(axes >= max(3, rows) * chart.panels.count, "\(Gallery.all[index].name)")
    }
  }

  @Test func withoutColorsThereAreNoEscapeSequences() {
    #expect(!Gallery.panels.text().contains("\u{1B}"))
    let chart = Chart("a\u{1B}[31mb\nc\u{7}", panels: [])
    #expect(chart.text() == "a [31mb c")
  }

  @Test func colorsAreTheOnlyDifferenceOfOneSeries() {
    let colored = Gallery.constant.text(isColored: true)
    #expect(colored.contains("\u{1B}[0;38;5;33m"))
    // Every line ends in the terminal's own color.
    for line in colored.split(separator: "\n") where line.contains("\u{1B}") {
      #expect(line.hasSuffix("\u{1B}[0m") || line.split(separator: "\u{1B}").last?.hasPrefix("[0m") == true)
    }
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == Gallery.constant.text())
  }

  @Test func severalLinesWithoutColorsHaveSymbols() throws {
    let text = Gallery.convergence.text()
    let legend = try #require(text.split(separator: "\n").last)
    #expect(legend == "⠤●⠤ L-BFGS-B   ⠤▲⠤ Nelder–Mead   ╹ failed")
    #expect(text.count { $0 == "●" } > 1 && text.count { $0 == "▲" } > 1)
    #expect(!Gallery.convergence.text(isColored: true).contains("●"))
  }

  @Test func aLevelHasItsNameAndAPlaceItsLine() throws {
    let lines = Gallery.convergence.text().split(separator: "\n")
    let level = try #require(lines.first { $0.contains("tolerance") })
    #expect(level.hasPrefix("10⁻⁶ ┤") && level.contains("╌╌╌"))
    #expect(lines.count { $0.contains("╎") } == 17)
    #expect(lines.contains { $0.hasSuffix("╎ restart") })
  }

  /// The end of a name is where failures are marked, too: it stays whole, and they are seen beside it.
  @Test func marksAtTheEdgeDoNotBreakNames() throws {
    let failures = (0...200).map { Point(Double($0), 0) }
    let layers = [
      Layer("failed", .rug(failures), in: .alarm), Layer("target", .level(1)),
      Layer("", .line([Point(0, 9), Point(200, 9)])),
    ]
    let text = Chart(panels: [Panel(x: Axis("x"), y: Axis("y"), layers: layers)]).text(columns: 40, rows: 5)
    let row = try #require(text.split(separator: "\n").first { $0.contains("target") })
    #expect(row.contains("╹╹╹ target "))
  }

  /// A character of East Asian writing takes two columns of a terminal.
  @Test(arguments: [20, 41, 72])
  func wideNamesStayWithinTheTerminal(columns: Int) throws {
    let name = "単純な方法による最適化の経過と結果、観測値との比較および検証"
    let layers = [
      Layer(name, .line([Point(0, 0), Point(1, 1)])), Layer(name, .level(0.5)), Layer(name, .place(0.2)),
    ]
    let chart = Chart(name, panels: [Panel(name, x: Axis(name, unit: "秒"), y: Axis(name), layers: layers)])
    let lines = chart.text(columns: columns, rows: 8).split(separator: "\n")
    func width(_ line: Substring) -> Int {
      line.unicodeScalars.reduce(0) { $0 + ((0x3001...0x9FFF).contains($1.value) ? 2 : 1) }
    }
    #expect(lines.allSatisfy { width($0) <= columns })
    let level = try #require(lines.first { $0.contains("╌") })
    #expect(level.contains("単純") && width(level) == columns)
  }

  @Test func aFieldIsShadedFromItsLeastValueToItsGreatest() {
    let field = Field("f", xs: [0, 1], ys: [0, 1], values: [0, .nan, 5, 10])
    let lines = Chart(panels: [Panel(x: Axis(""), y: Axis(""), layers: [Layer("", .field(field))])])
      .text(columns: 23, rows: 4).split(separator: "\n").map(String.init)
    // Above on the left the middle shade, on the right the full one; below none, and no value.
    #expect(lines[0] == "1.0 ┤▒▒▒▒▒▒▒▒▒█████████")
    #expect(lines[3] == "  0 ┤         ·········")
    #expect(lines.last == "f 0 ▏ ░▒▓█▕ 10")
  }

  @Test func whatHasNoNumbersSaysSo() {
    #expect(Gallery.nothing.text().contains("no data"))
    #expect(Gallery.noNumbers.text().contains("no data"))
    #expect(!Gallery.onePoint.text().contains("no data"))
    #expect(Gallery.noPanels.text() == "No panels")
  }

  @Test func aGapIsNotBridged() {
    let chart = Chart(
      panels: [
        Panel(
          x: Axis("x"), y: Axis("y"),
          layers: [Layer("", .line([Point(0, 0), Point(1, 0), Point(2, .nan), Point(9, 0), Point(10, 0)]))])
      ])
    let row =
      chart.text(columns: 40, rows: 5).split(separator: "\n").first { $0.contains("⠤") || $0.contains("⠒") } ?? ""
    #expect(row.contains("          "))
  }
}
