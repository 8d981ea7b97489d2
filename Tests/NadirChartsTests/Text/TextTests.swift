import Testing

@testable import NadirCharts

@Suite struct TextTests {
  @Test func longNamesLoseTheirMiddle() {
    let name = "differential evolution, best/1/bin, with polishing"
    let shown = name.shortened(to: 120, size: 12)
    #expect(TextWidth.of(shown, size: 12) <= 120)
    #expect(shown.hasPrefix("differ") && shown.hasSuffix("ishing") && shown.contains("…"))
    #expect("short".shortened(to: 120, size: 12) == "short")
    #expect("anything".shortened(to: 1, size: 12) == "…")
    #expect("".shortened(to: 0, size: 12).isEmpty)
  }

  @Test func shortenedNamesStillDiffer() {
    let names = [
      "the same beginning of all, first and the same end", "the same beginning of all, second and the same end", "x",
    ]
    let shown = shortenedApart(names, to: 150, size: 12)
    #expect(Set(shown).count == 3)
    #expect(shown.allSatisfy { TextWidth.of($0, size: 12) <= 150 })
    #expect(shown[2] == "x")
  }

  @Test func textsAreWrappedAtWords() {
    #expect("one two three".wrapped(to: 60, size: 12, lines: 2).count == 2)
    let long = "one two three four five six seven".wrapped(to: 60, size: 12, lines: 2)
    #expect(long.count == 2)
    #expect(long.allSatisfy { TextWidth.of($0, size: 12) <= 60 })
    #expect("unbreakableunbreakable".wrapped(to: 60, size: 12, lines: 2).count == 1)
  }

  @Test func charactersOfOtherScriptsHaveWidths() {
    #expect(TextWidth.of("日本", size: 10) == 20)
    #expect(TextWidth.of("ii", size: 10) < TextWidth.of("WW", size: 10))
    #expect(TextWidth.of("e\u{301}", size: 10) > 0)
  }
}
