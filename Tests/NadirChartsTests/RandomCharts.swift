import NadirCharts

/// Charts with any marks and numbers, such as no one would draw.
struct RandomCharts {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func chart() -> Chart {
    let panels = (0..<Int.random(in: 0...4, using: &random)).map { _ in panel() }
    return Chart(text(), subtitle: text(), panels: panels, columns: Int.random(in: -1...5, using: &random))
  }

  private mutating func panel() -> Panel {
    let layers = (0..<Int.random(in: 0...6, using: &random)).map { _ in layer() }
    return Panel(text(), x: axis(), y: axis(), layers: layers)
  }

  private mutating func axis() -> Axis {
    let ends = [number(), number()].filter(\.isFinite).sorted()
    let range = ends.count == 2 && random.unit() < 0.3 ? ends[0]...ends[1] : nil
    return Axis(
      text(), unit: random.unit() < 0.3 ? text() : "", scale: random.unit() < 0.5 ? .linear : .logarithmic,
      range: range, isWhole: random.unit() < 0.3)
  }

  private mutating func layer() -> Layer {
    let colors: [Layer.Color] = [.series(Int.random(in: -2...40, using: &random)), .muted, .text, .alarm]
    return Layer(text(), mark(), in: colors[Int.random(in: 0..<4, using: &random)])
  }

  private mutating func mark() -> Mark {
    let count = [0, 1, 2, 5, 60][Int.random(in: 0..<5, using: &random)]
    let points = (0..<count).map { _ in Point(number(), number(), note: text()) }
    let intervals = (0..<count).map { _ in Interval(number(), from: number(), to: number()) }
    switch Int.random(in: 0...9, using: &random) {
    case 0: return .line(points, .dashed)
    case 1: return .steps(points, .thin)
    case 2: return .points(points, .circle)
    case 3: return .points(points, .cross)
    case 4: return .band(intervals)
    case 5: return .bars(intervals)
    case 6: return .rug(points)
    case 7: return .level(number())
    case 8: return .place(number())
    default:
      let (columns, rows) = (Int.random(in: 0...9, using: &random), Int.random(in: 0...9, using: &random))
      let (xs, ys) = ((0..<columns).map { _ in number() }.sorted(), (0..<rows).map { _ in number() }.sorted())
      let values = (0..<columns * rows).map { _ in number() }
      return .field(Field(text(), xs: xs, ys: ys, values: values, scale: random.unit() < 0.5 ? .linear : .logarithmic))
    }
  }

  private mutating func number() -> Double {
    switch Int.random(in: 0...19, using: &random) {
    case 0: .nan
    case 1: random.unit() < 0.5 ? .infinity : -.infinity
    case 2: 0
    case 3: Double(bitPattern: random.next())
    case 4: .leastNonzeroMagnitude * (random.unit() < 0.5 ? 1 : -1)
    case 5: .greatestFiniteMagnitude * (random.unit() < 0.5 ? 1 : -1)
    case 6...9: 1 + random.unit() * 1e-14
    case 10...12: Double(Int.random(in: -3...3, using: &random))
    default: random.unit() * 10 - 3
    }
  }

  private mutating func text() -> String {
    let texts = [
      "", "", "value", "x & <y>", "日本語の名前", "a name that is rather long for a small panel of a chart", "\u{0}\n\t", "🙂",
    ]
    return texts[Int.random(in: 0..<texts.count, using: &random)]
  }
}
