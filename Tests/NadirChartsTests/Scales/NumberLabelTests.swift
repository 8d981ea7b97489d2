import Testing

@testable import NadirCharts

@Suite struct NumberLabelTests {
  @Test(arguments: [
    (0.0, "0"), (1, "1"), (-2.5, "−2.5"), (0.1 + 0.2, "0.3"), (123_456, "123\u{2009}456"), (0.000123, "0.000123"),
    (1e-5, "10⁻⁵"), (-1e-5, "−10⁻⁵"), (1.25e12, "1.25×10¹²"), (999_999.5, "1\u{2009}000\u{2009}000"),
    (9.999999e-9, "10⁻⁸"), (.nan, "NaN"), (.infinity, "∞"), (-.infinity, "−∞"), (.leastNonzeroMagnitude, "5×10⁻³²⁴"),
    (.greatestFiniteMagnitude, "1.79769×10³⁰⁸"), (2.0 / 3, "0.666667"),
  ])
  func numbersHaveSixDigitsAtMost(value: Double, text: String) {
    #expect(NumberLabel(value).plain == text)
  }

  @Test func wholeMultiplesAreWrittenOut() {
    #expect(NumberLabel.decimal(-5, exponent: -2) == "−0.05")
    #expect(NumberLabel.decimal(12, exponent: 3) == "12\u{2009}000")
    #expect(NumberLabel.decimal(1234, exponent: 0) == "1234")
    #expect(NumberLabel.decimal(0, exponent: 2) == "0")
  }
}
