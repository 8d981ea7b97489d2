extension TextPanel {
  /// Whether lines have symbols along them: where there are several and no colors.
  var needsSymbols: Bool {
    guard !isColored else { return false }
    let colors = panel.layers.lazy.filter(\.isLine).map(\.color)
    return Set(colors).count > 1
  }

  func draw(_ layer: Layer, on canvas: inout TextCanvas) {
    switch layer.mark {
    case .line(let points, let stroke):
      for path in paths(points) { draw(path, stroke, of: layer, on: &canvas) }
    case .steps(let points, let stroke):
      for path in paths(points) { draw(stairs(path), stroke, of: layer, on: &canvas) }
    case .points(let points, let symbol):
      for point in points where point.x.isFinite && point.y.isFinite {
        let dot = dot(point.x, point.y, on: canvas)
        if symbol == .dot {
          canvas.set(dot, layer.color)
        } else {
          canvas.put(layer.color.symbol(symbol), at: dot, layer.color)
        }
      }
    case .band(let intervals): fill(intervals, of: layer, on: &canvas)
    case .bars(let intervals):
      for interval in intervals where interval.isFinite {
        let ends = [interval.lower, interval.upper].map { dot(interval.x, $0, on: canvas) }
        for dot in TextCanvas.line(from: ends[0], to: ends[1]) { canvas.set(dot, layer.color) }
      }
    case .rug(let points):
      for point in points where point.x.isFinite {
        canvas.mark("╹", at: dot(point.x, y.lower, on: canvas), layer.color)
      }
    case .level(let height, let stroke):
      guard height.isFinite else { return }
      level(at: canvas.row(at: y.fraction(of: height)), stroke, of: layer, on: &canvas)
    case .place(let place, let stroke):
      guard place.isFinite else { return }
      self.place(at: canvas.column(at: x.fraction(of: place)), stroke, of: layer, on: &canvas)
    case .field(let field): shade(field, on: &canvas)
    }
  }

  private func dot(_ place: Double, _ height: Double, on canvas: TextCanvas) -> TextCanvas.Dot {
    canvas.dot(x.fraction(of: place), y.fraction(of: height))
  }

  // MARK: - Lines

  /// The runs of finite points.
  private func paths(_ points: [Point]) -> [[Point]] {
    points.split { !$0.x.isFinite || !$0.y.isFinite }.map(Array.init)
  }

  /// The corners of a path whose values are held until the next one.
  private func stairs(_ path: [Point]) -> [Point] {
    guard let last = path.last else { return [] }
    return zip(path, path.dropFirst()).flatMap { [$0, Point($1.x, $0.y)] } + [last]
  }

  private func draw(_ path: [Point], _ stroke: Mark.Stroke, of layer: Layer, on canvas: inout TextCanvas) {
    let corners = path.map { dot($0.x, $0.y, on: canvas) }
    guard let first = corners.first else { return }
    let dots = [first] + zip(corners, corners.dropFirst()).flatMap { TextCanvas.line(from: $0, to: $1).dropFirst() }
    for (i, dot) in dots.enumerated() where stroke != .dashed || i % 6 < 4 { canvas.set(dot, layer.color) }
    guard needsSymbols, stroke != .thin else { return }
    // A symbol about every 20 characters, at other places for each series so that lines on each other show theirs.
    let spacing = 40
    let offset = if case .series(let i) = layer.color { (11 * i + 8).cyclic(spacing) } else { spacing / 2 }
    let places = stride(from: min(offset, dots.count / 2), to: dots.count, by: spacing)
    for place in places { canvas.put(layer.color.symbol(.circle), at: dots[place], layer.color) }
  }

  /// A line in the ground, with its name at its right end.
  private func level(at row: Int, _ stroke: Mark.Stroke, of layer: Layer, on canvas: inout TextCanvas) {
    for column in 0..<canvas.columns {
      canvas.fill(stroke == .dashed ? "╌" : "─", row: row, column: column, layer.color)
    }
    guard !layer.name.isEmpty else { return }
    let name = layer.name.printable.shortened(toColumns: max(1, canvas.columns - 4))
    canvas.write(" \(name) ", row: row, column: max(0, canvas.columns - name.columns - 3), layer.color)
  }

  /// A line from above, with its name at its upper end.
  private func place(at column: Int, _ stroke: Mark.Stroke, of layer: Layer, on canvas: inout TextCanvas) {
    for row in 0..<rows { canvas.fill(stroke == .dashed ? "╎" : "│", row: row, column: column, layer.color) }
    let isRight = 2 * column > canvas.columns
    let name = layer.name.printable.shortened(toColumns: isRight ? column - 1 : canvas.columns - column - 2)
    canvas.write(name, row: 0, column: isRight ? column - name.columns - 1 : column + 2, layer.color)
  }

  // MARK: - Shades

  /// Shades what is between two curves, at least one character at each place.
  private func fill(_ intervals: [Interval], of layer: Layer, on canvas: inout TextCanvas) {
    for run in intervals.split(whereSeparator: { !$0.isFinite }) {
      let edges = run.map { (x.fraction(of: $0.x), y.fraction(of: $0.lower), y.fraction(of: $0.upper)) }
      for (a, b) in zip(edges, edges.dropFirst() + edges.suffix(1)) where a.0 <= b.0 {
        for column in canvas.column(at: a.0)...canvas.column(at: b.0) {
          let part = b.0 > a.0 ? min(1, max(0, (canvas.width(ofColumn: column) - a.0) / (b.0 - a.0))) : 0
          let low = canvas.row(at: a.1 + part * (b.1 - a.1))
          let high = canvas.row(at: a.2 + part * (b.2 - a.2))
          for row in min(low, high)...max(low, high) { canvas.fill("░", row: row, column: column, layer.color) }
        }
      }
    }
  }

  static let shades: [Character] = [" ", "░", "▒", "▓", "█"]

  /// Shades the characters between the first and the last places of a field by the value at the nearest place.
  private func shade(_ field: Field, on canvas: inout TextCanvas) {
    guard field.isDrawable else { return }
    let values = FieldColors(of: field).domain
    let (xs, ys) = (field.xs.map(x.fraction), field.ys.map(y.fraction))
    for row in 0..<rows {
      guard let j = TextPanel.nearest(canvas.height(ofRow: row), in: ys) else { continue }
      for column in 0..<canvas.columns {
        guard let i = TextPanel.nearest(canvas.width(ofColumn: column), in: xs) else { continue }
        let value = field.values[j * xs.count + i]
        let shade = value.isFinite ? Int(values.fraction(of: value) * Double(TextPanel.shades.count)) : 0
        let character: Character = value.isFinite ? TextPanel.shades[min(TextPanel.shades.count - 1, shade)] : "·"
        canvas.fill(character, row: row, column: column, .muted)
      }
    }
  }

  /// The index of the nearest of ascending places; `nil` beyond them by more than a character may be.
  private static func nearest(_ place: Double, in places: [Double]) -> Int? {
    guard let first = places.first, let last = places.last, first - 0.05 <= place, place <= last + 0.05 else {
      return nil
    }
    return places.indices.min { abs(places[$0] - place) < abs(places[$1] - place) }
  }
}

extension Layer {
  fileprivate var isLine: Bool {
    switch mark {
    case .line, .steps: true
    default: false
    }
  }
}

extension Layer.Color {
  /// The character of a point.
  func symbol(_ symbol: Mark.Symbol) -> Character {
    switch (symbol, self) {
    case (.cross, _): "×"
    case (.star, _): "★"
    case (_, .series(let i)): Layer.Color.symbols[i.cyclic(Layer.Color.symbols.count)]
    case (_, .text): "○"
    case (_, .muted): "◦"
    case (_, .alarm): "◉"
    }
  }

  private static let symbols: [Character] = ["●", "▲", "■", "◆", "▼", "△", "□", "◇"]
}
