import NadirCharts
import NadirJSON
import Testing

@Suite struct VegaLiteTests {
  @Test func aLonePanelIsTheViewItself() throws {
    let chart = Gallery.convergence.vegaLite
    #expect(chart["concat"] == nil)
    #expect(chart["title"]?["text"]?.asString == "Rosenbrock, 5 parameters")
    #expect(chart["title"]?["subtitle"]?.asString == "best value so far")
    // Two lines, the rug, the level and the place with their names.
    #expect(try layers(of: chart).count == 7)
  }

  @Test func severalPanelsStandInColumnsUnderOneLegend() throws {
    let chart = Gallery.panels.vegaLite
    let views = try #require(chart["concat"]?.asArray)
    #expect(views.map { $0["title"]?.asString } == (0..<5).map { "method \($0)" })
    #expect(chart["columns"]?.asNumber == 3)
    #expect(chart["resolve"]?["scale"]?["color"]?.asString == "shared")
    // Parameters of all views share one space of names.
    let names = try views.flatMap { try layers(of: $0) }
      .compactMap { $0["params"]?.asArray?.first?["name"]?.asString }
    #expect(names == (1...5).map { "zoom_\($0)" })
  }

  @Test func whatIsNotFiniteIsNull() throws {
    let rows = try rows(of: try layers(of: Gallery.gaps.vegaLite)[0])
    #expect(rows.map { $0["y"] == .null } == [true, false, false, true, false, true, false, false])
    #expect(rows.allSatisfy { $0["x"]?.asNumber != nil && $0["series"]?.asString == "y" })
    let empty = try layers(of: Gallery.noNumbers.vegaLite)
    // The level without a height is left out.
    #expect(empty.count == 1)
    #expect(empty[0]["encoding"]?["y"]?["scale"]?["domain"] != nil)
  }

  @Test func bothSignsHaveASymmetricLogarithmWithTheSmallestMagnitude() throws {
    let scale = try #require(try layers(of: Gallery.signs.vegaLite)[0]["encoding"]?["y"]?["scale"])
    #expect(scale["type"]?.asString == "symlog")
    #expect(scale["constant"]?.asNumber == 1e-3)
    let positive = try #require(try layers(of: Gallery.convergence.vegaLite)[0]["encoding"]?["y"]?["scale"])
    #expect(positive["type"]?.asString == "log")
  }

  @Test func aColumnIsNamedAfterItsAxisWithoutSignsOfAPath() throws {
    let chart = Gallery.names.vegaLite
    let layer = try layers(of: chart)[0]
    let row = try #require(try rows(of: layer).first)
    // Both axes measure the same, so that their columns are told apart.
    #expect(row.asObject?.map(\.key) == ["series", "x_rate_k_0", "y_rate_k_0", "note"])
    #expect(layer["encoding"]?["x"]?["field"]?.asString == "x_rate_k_0")
    #expect(layer["encoding"]?["x"]?["title"]?.asString == "rate.k[0] (1/s)")
    #expect(chart["title"]?.asString == "<b>\"Names\" & \\ 'signs'</b>")
  }

  /// What draws a specification as SVG ends where there are any.
  @Test func charactersThatSVGCannotHaveAreLeftOut() throws {
    let text = "a\u{1B}[1m\u{0}b\u{FFFE}\u{9B}c\u{7F} é\n"
    let points = Layer(text, .points([Point(0, 1)]), in: .series(0))
    let chart = Chart(text, subtitle: text, panels: [Panel(text, x: Axis(text), y: Axis("y"), layers: [points])])
    func isDrawable(_ json: JSON) -> Bool {
      switch json {
      case .string(let text):
        !text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || 0x7F...0x9F ~= $0.value || $0.value == 0xFFFE }
      case .array(let elements): elements.allSatisfy(isDrawable)
      case .object(let members): members.allSatisfy { isDrawable(.string($0.key)) && isDrawable($0.value) }
      default: true
      }
    }
    #expect(isDrawable(chart.vegaLite))
    #expect(chart.vegaLite["title"]?["text"]?.asString == "a[1mbc é\n")
  }

  @Test func oneNameInTwoColorsHasTwoEntries() throws {
    let color = try #require(try layers(of: Gallery.names.vegaLite)[0]["encoding"]?["color"])
    #expect(color["scale"]?["domain"]?.asArray?.map(\.asString) == ["a", "a (2)", "μ <σ>"])
    let colors = (color["scale"]?["range"]?.asArray ?? []).compactMap(\.asString)
    #expect(colors.count == 3 && Set(colors).count == 3 && colors.allSatisfy { $0.first == "#" && $0.count == 7 })
  }

  @Test func theCellsOfAFieldCoverTheirPlaces() throws {
    let field = Field("f", xs: [1, 10, 1000], ys: [0, 1], values: [1, 2, 3, 4, .nan, 6])
    let chart = Chart(
      panels: [
        Panel(x: Axis("rate", scale: .logarithmic), y: Axis("step"), layers: [Layer("", .field(field))])
      ]).vegaLite
    let rows = try rows(of: try layers(of: chart)[0])
    #expect(rows.map { $0["f"]?.asNumber } == [1, 2, 3, 4, nil, 6])
    // On a logarithmic axis half the way from 1 to 10 is √10.
    let from = try #require(rows[1]["rate_from"]?.asNumber)
    let to = try #require(rows[1]["rate_to"]?.asNumber)
    #expect(abs(from - 10.0.squareRoot()) < 1e-12 && abs(to - 100) < 1e-11)
    #expect(rows[0]["step_from"]?.asNumber == -0.5 && rows[3]["step_to"]?.asNumber == 1.5)
    #expect(abs((rows[0]["rate_from"]?.asNumber ?? 0) - 0.1.squareRoot()) < 1e-12)
  }

  @Test func aSeriesBeyondThePaletteHasDashes() throws {
    let layers = try layers(of: Gallery.many.vegaLite)
    let first = layers[0]["encoding"]?["color"]?["scale"]?["range"]?.asArray?.map(\.asString) ?? []
    let again = try #require((1..<10).first { first[$0] == first[0] })
    #expect(layers[0]["mark"]?["strokeDash"] == nil)
    #expect(layers[again]["mark"]?["strokeDash"] != nil)
  }

  private func layers(of view: JSON) throws -> [JSON] { try #require(view["layer"]?.asArray) }
  private func rows(of layer: JSON) throws -> [JSON] { try #require(layer["data"]?["values"]?.asArray) }
}
