import NadirCharts

/// Charts of every kind, with data as they come and as they should not.
enum SampleCharts {
  static let all: [(name: String, chart: Chart)] = [
    ("three", runs(3)), ("twelve", runs(12)), ("forty", runs(40)), ("long names", longNames), ("marks", marks),
    ("field", field), ("grid", grid), ("nothing", Chart(panels: [])), ("empty", single([])),
    ("one", single([Point(1, 3.25)])), ("not a number", single([Point(1, .nan), Point(.infinity, 2)])),
    ("gaps", single((0..<50).map { Point(Double($0), $0 % 7 == 3 ? .nan : Double($0 % 5)) })),
    ("constant", single((0..<50).map { Point(Double($0), 3.7) })),
    ("huge", single([Point(0, -1.7e308), Point(1, 1.7e308), Point(2, 1e300)])),
    ("tiny", single([Point(0, 1e-300), Point(1, 2e-300), Point(2, .leastNonzeroMagnitude)])),
    ("nearly constant", single((0..<50).map { Point(Double($0), 1 + Double($0 % 9) * 1e-12) })),
    ("both signs", single((-20..<20).map { Point(Double($0), Double($0 * $0 * $0)) }, .logarithmic)),
    ("many", single((0..<10_000).map { Point(Double($0), Double($0 * 7919 % 10_007)) })),
    ("markup", markup), ("long titles", longTitles), ("only failures", onlyFailures),
  ]

  static func named(_ name: String) -> Chart { all.first { $0.name == name }?.chart ?? Chart(panels: []) }

  static func single(_ points: [Point], _ scale: Axis.Scale = .linear) -> Chart {
    Chart(
      "One series",
      panels: [
        Panel(
          x: Axis("evaluations", isWhole: true), y: Axis("value", unit: "s", scale: scale),
          layers: [Layer("value", .line(points), in: .series(0)), Layer("value", .points(points), in: .series(0))])
      ])
  }

  static func runs(_ count: Int, name: (Int) -> String = { "start \($0)" }) -> Chart {
    let layers = (0..<count).map { k in
      Layer(name(k), .steps(falling(seed: UInt64(k), count: 60 + 13 * (k % 7))), in: .series(k))
    }
    return Chart(
      "Runs", subtitle: "their best values",
      panels: [Panel(x: Axis("evaluations"), y: Axis("best value", scale: .logarithmic), layers: layers)])
  }

  static func falling(seed: UInt64, count: Int) -> [Point] {
    var random = SplitMix(seed: seed)
    var value = 100.0
    return (0..<count).map { i in
      if random.unit() < 0.4 { value *= 0.5 + 0.5 * random.unit() }
      return Point(Double(i), value)
    }
  }

  static var longNames: Chart {
    runs(5) { "differential evolution, strategy \($0), with a population of fifteen and polishing by L-BFGS-B 最適化" }
  }

  static var marks: Chart {
    let intervals = (0..<20).map { Interval(Double($0), from: Double($0) - 2, to: $0 == 9 ? .nan : Double($0) + 2) }
    let points = (0..<20).map { Point(Double($0), Double($0), note: "note \($0)") }
    return Chart(
      "Marks",
      panels: [
        Panel(
          "All of them", x: Axis("time", unit: "s"), y: Axis("length", unit: "m", range: -5...30),
          layers: [
            Layer("band", .band(intervals), in: .series(0)), Layer("bars", .bars(intervals), in: .series(1)),
            Layer("line", .line(points, .dashed), in: .series(0)), Layer("thin", .steps(points, .thin), in: .muted),
            Layer("dots", .points(points, .dot), in: .series(2)),
            Layer("crosses", .points(points, .cross), in: .series(3)),
            Layer("failed", .rug(points), in: .alarm), Layer("known minimum", .level(-4)),
            Layer("highest", .level(29, .solid), in: .muted), Layer("restart", .place(7), in: .muted),
            Layer("nowhere", .level(.nan)), Layer("best", .points([Point(3, 20)], .star), in: .series(8)),
          ])
      ])
  }

  static var field: Chart {
    let (xs, ys) = ((0...40).map { Double($0) / 10 - 2 }, (0...30).map { Double($0) / 10 - 1 })
    let values = ys.flatMap { y in xs.map { rosenbrock($0, y) } }
    let path = [Point(-1.2, 1), Point(-0.5, 0.3), Point(0.2, 0.1), Point(1, 1)]
    return Chart(
      "Valley",
      panels: [
        Panel(
          x: Axis("x₁"), y: Axis("x₂"),
          layers: [
            Layer("", .field(Field("value", xs: xs, ys: ys, values: values, scale: .logarithmic))),
            Layer("path", .line(path), in: .series(1)), Layer("path", .points(path), in: .series(1)),
            Layer("broken", .field(Field("none", xs: [2, 1], ys: [0, 1], values: [1]))),
          ])
      ])
  }

  /// Without values on the right.
  private static func rosenbrock(_ x: Double, _ y: Double) -> Double {
    let (valley, along) = (y - x * x, 1 - x)
    return x > 1.8 ? .nan : 100 * valley * valley + along * along
  }

  static var grid: Chart {
    let panels = (0..<8).map { k in
      Panel(
        "a[\(k)]", x: Axis("evaluations"), y: Axis("value", unit: k == 2 ? "kg" : ""),
        layers: [
          Layer("first", .line(falling(seed: UInt64(k), count: 50)), in: .series(0)),
          Layer("second", .line(falling(seed: UInt64(k + 8), count: 70)), in: .series(1)),
        ])
    }
    return Chart("Parameters", panels: panels)
  }

  static var longTitles: Chart {
    let title = "a title that says much more than any picture has room for, " + "and then goes on and on for a while"
    let xs = [0.0, 1, 2]
    let field = Field(title, xs: xs, ys: xs, values: [0, 1, 2, 1, 2, 3, 2, 3, 9])
    let lines = Panel(
      title, x: Axis(title, unit: "kg m² s⁻²"), y: Axis(title, unit: "kg m² s⁻²"),
      layers: [
        Layer(title, .line([Point(0, 1), Point(1, 2)]), in: .series(0)), Layer(title + "!", .level(1.5)),
        Layer(title + "?", .place(0.5)),
      ])
    let colors = Panel(title, x: Axis(title), y: Axis(title), layers: [Layer("", .field(field))])
    return Chart(title, subtitle: title + title, panels: [lines, colors, colors])
  }

  static var onlyFailures: Chart {
    let layers = [
      Layer("failed", .rug([Point(3, .nan), Point(5, .nan)]), in: .alarm),
      Layer("nothing", .line([Point(1, .nan)]), in: .series(0)),
    ]
    return Chart("Failures", panels: [Panel(x: Axis("evaluations"), y: Axis("value"), layers: layers)])
  }

  static var markup: Chart {
    let name = "a<b> & \"c\" 'd' \u{0}\u{1B}\u{FFFE}]]>"
    let points = [Point(0, 1, note: name), Point(1, 2)]
    return Chart(
      name, subtitle: name,
      panels: [
        Panel(
          name, x: Axis(name, unit: "<m>"), y: Axis(name, unit: "&"),
          layers: [Layer(name, .line(points), in: .series(0)), Layer(name + "2", .level(1), in: .series(-3))])
      ])
  }
}
