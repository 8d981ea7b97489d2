import NadirCharts

/// Charts that a rendering has to cope with: every mark, and what there is too little or too much of.
enum Gallery {
  static let all: [(name: String, chart: Chart)] = [
    ("convergence", convergence), ("fit", fit), ("signs", signs), ("bowl", bowl), ("panels", panels),
    ("onePoint", onePoint), ("constant", constant), ("gaps", gaps), ("nothing", nothing), ("noPanels", noPanels),
    ("noNumbers", noNumbers), ("many", many), ("names", names), ("counts", counts), ("huge", huge),
  ]

  static let convergence = Chart(
    "Rosenbrock, 5 parameters", subtitle: "best value so far",
    panels: [
      Panel(
        x: Axis("evaluations", isWhole: true), y: Axis("value", scale: .logarithmic),
        layers: [
          Layer("L-BFGS-B", .steps(decay(from: 1e3, by: 0.72, 80)), in: .series(0)),
          Layer("Nelder–Mead", .steps(decay(from: 1e3, by: 0.93, 240)), in: .series(1)),
          Layer("failed", .rug([Point(31, 0, note: "exit status 1"), Point(90, 0)]), in: .alarm),
          Layer("tolerance", .level(1e-6), in: .muted), Layer("restart", .place(120), in: .muted),
        ])
    ])

  static let fit: Chart = {
    func model(_ x: Double) -> Double { 8 - (x - 6) * (x - 6) / 8 }
    let noise = [0.2, -0.3, 0.1, 0.4, -0.2, -0.1, 0.3, -0.4, 0.2, 0.1, -0.3, 0.2, 0.0, -0.1]
    let data = noise.enumerated().map { Point(Double($0), model(Double($0)) + $1) }
    let curve = stride(from: 0.0, through: 13, by: 0.25).map { Point($0, model($0)) }
    let band = curve.map { Interval($0.x, from: $0.y - 0.6, to: $0.y + 0.6) }
    return Chart(
      "Influenza in a boarding school",
      panels: [
        Panel(
          x: Axis("day"), y: Axis("in bed", unit: "boys"),
          layers: [
            Layer("95 % confidence band", .band(band), in: .series(0)),
            Layer("model", .line(curve), in: .series(0)),
            Layer("data", .bars(data.map { Interval($0.x, from: $0.y - 1, to: $0.y + 1) })),
            Layer("data", .points(data)),
          ])
      ])
  }()

  static let signs = Chart(
    "Both signs and zero",
    panels: [
      Panel(
        x: Axis("iteration"), y: Axis("change", scale: .logarithmic),
        layers: [
          Layer(
            "change", .line([-1e4, -300, -2, -1e-3, 0, 1e-3, 5, 800, 2e5].enumerated().map { Point(Double($0), $1) }),
            in: .series(2)),
          Layer("zero", .level(0), in: .muted),
        ])
    ])

  static let bowl: Chart = {
    let (xs, ys) = ((0..<25).map { -2 + Double($0) / 6 }, (0..<21).map { -1 + Double($0) / 5 })
    func value(_ x: Double, _ y: Double) -> Double {
      let (first, second) = (1 - x, y - x * x)
      return x > 1.8 && y < -0.5 ? .nan : first * first + 100 * second * second
    }
    let values = ys.flatMap { y in xs.map { value($0, y) } }
    return Chart(
      "A valley",
      panels: [
        Panel(
          x: Axis("x[0]"), y: Axis("x[1]"),
          layers: [
            Layer("", .field(Field("value", xs: xs, ys: ys, values: values, scale: .logarithmic))),
            Layer(
              "path",
              .line([Point(-1.2, 1), Point(-1, 1.1), Point(-0.3, 0.1), Point(0.4, 0.1), Point(0.2, 0.0)], .thin),
              in: .series(1)), Layer("best", .points([Point(1, 1)], .star), in: .alarm),
            Layer("failed", .points([Point(-1.5, 2), Point(1.2, 0)], .cross), in: .text),
            Layer("seen", .points((0..<40).map { Point(-2 + Double($0 * 7 % 40) / 10, Double($0 % 8) / 3) }, .dot)),
          ])
      ])
  }()

  static let panels = Chart(
    "Residuals", subtitle: "of three methods",
    panels: (0..<5).map { k in
      Panel(
        "method \(k)", x: Axis("evaluations"),
        y: Axis("value", unit: "J", scale: k.isMultiple(of: 2) ? .logarithmic : .linear),
        layers: [Layer("method \(k)", .line(decay(from: 10, by: 0.8 + Double(k) / 40, 50)), in: .series(k))])
    })

  static let onePoint = Chart(
    "One point", panels: [Panel(x: Axis("x"), y: Axis("y"), layers: [Layer("p", .points([Point(3, 1e-9)]))])])

  static let constant = Chart(
    "Constant",
    panels: [
      Panel(
        x: Axis("x"), y: Axis("y", scale: .logarithmic),
        layers: [Layer("c", .line((0..<9).map { Point(Double($0), 1234567) }), in: .series(0))])
    ])

  static let gaps = Chart(
    "Gaps",
    panels: [
      Panel(
        x: Axis("x"), y: Axis("y"),
        layers: [
          Layer(
            "y", .line([.nan, 1, 2, .nan, 4, .infinity, 3, 2.5].enumerated().map { Point(Double($0), $1) }),
            in: .series(0))
        ])
    ])

  static let nothing = Chart("Nothing", panels: [Panel(x: Axis("x"), y: Axis("y", scale: .logarithmic), layers: [])])

  static let noPanels = Chart("No panels", panels: [])

  static let noNumbers = Chart(
    "No numbers",
    panels: [
      Panel(
        x: Axis("x", scale: .logarithmic), y: Axis("y"),
        layers: [Layer("y", .line([Point(.nan, .nan)]), in: .series(0)), Layer("", .level(.nan))])
    ])

  static let many = Chart(
    "Ten series",
    panels: [
      Panel(
        x: Axis("x"), y: Axis("y"),
        layers: (0..<10).map { k in
          Layer("series \(k)", .line((0..<20).map { Point(Double($0), Double($0 * k)) }), in: .series(k))
        })
    ])

  static let names = Chart(
    "<b>\"Names\" & \\ 'signs'</b>",
    panels: [
      Panel(
        "a & b", x: Axis("rate.k[0]", unit: "1/s"), y: Axis("rate.k[0]"),
        layers: [
          Layer("a", .line([Point(0, 0, note: "first"), Point(1, 1)]), in: .series(0)),
          Layer("a", .points([Point(0, 1)]), in: .series(1)), Layer("μ <σ>", .points([Point(1, 0)]), in: .muted),
        ])
    ])

  static let counts = Chart(
    "Counts",
    panels: [
      Panel(
        x: Axis("worker", range: -1...4, isWhole: true), y: Axis("evaluations", isWhole: true),
        layers: [Layer("", .bars((0..<4).map { Interval(Double($0), from: 0, to: Double(3 - $0)) }), in: .series(0))])
    ])

  static let huge = Chart(
    "Huge",
    panels: [
      Panel(
        x: Axis("x", scale: .logarithmic), y: Axis("y"),
        layers: [
          Layer("y", .line([Point(1e-300, -1e308), Point(1, 0), Point(1e300, 1.7e308)]), in: .series(0))
        ])
    ])

  private static func decay(from start: Double, by factor: Double, _ count: Int) -> [Point] {
    var value = start
    return (1...count).map { i in
      value *= factor
      return Point(Double(i), value)
    }
  }
}
