import Nadir
import NadirCharts

/// The ways of parameters along what a run spent, in the making.
struct ParametersChart {
  /// How many lines can be told apart in a panel.
  private static let mostTogether = 8
  private static let mostPanels = 24
  private static let mostLines = 200

  let record: RunRecord
  /// The positions of the parameters.
  let chosen: [Int]
  let curve: CriterionCurve
  let scaling: ParameterScaling
  let cost: RunCost

  func chart() throws(InvalidArgument) -> Chart {
    guard let course = record.bestCourse(along: cost) else { return Chart(panels: []) }
    let ways = try ways(in: course)
    if ways.count > 1, isComparable(ways.map(\.best)) { return Chart(panels: [panel("", ways, course)]) }
    if ways.count <= Self.mostPanels {
      // Small panels have no room for more than a word.
      let subtitle = cost == .evaluations && record.hasDifferences ? "Evaluations include difference points" : ""
      let panels = ways.map { way in
        var panel = panel(way.best.path, [way], course)
        panel.x.title = cost.axis(hasDifferences: ways.count == 1 && record.hasDifferences).title
        return panel
      }
      return Chart(subtitle: ways.count == 1 ? "" : subtitle, panels: panels)
    }
    return bundle(ways, course)
  }

  /// One parameter at the best points so far, and at every evaluation where that is drawn.
  private struct Way {
    var row: RunRecord.Row
    var best: ParameterCourse
    var all: ParameterCourse?
  }

  private func ways(in course: Course) throws(InvalidArgument) -> [Way] {
    let rows = Dictionary(record.rows.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let improvements = course.improvements
    var ways: [Way] = []
    for position in chosen {
      let path = record.history.paths[position]
      let column = record.history.parameters[position]
      func numbers(at places: some Sequence<Int>) -> ParameterCourse {
        ParameterCourse(
          path: path, costs: places.map { course.costs[$0] }, numbers: places.map { column[course.rows[$0]] })
      }
      let best = numbers(at: improvements)
      let all = curve == .everyValue ? numbers(at: course.rows.indices) : nil
      let row = rows[path] ?? RunRecord.Row(path: path, start: .nan, best: best.numbers.last ?? .nan)
      let (origin, unit) = try scaling.unit(of: all ?? best, row)
      ways.append(
        Way(row: row, best: best.scaled(from: origin, by: unit), all: all?.scaled(from: origin, by: unit)))
    }
    return ways
  }

  /// Whether lines are best seen on one axis.
  private func isComparable(_ ways: [ParameterCourse]) -> Bool {
    guard ways.count <= Self.mostTogether else { return false }
    guard scaling == .none else { return true }
    // What does not move has no magnitude that others could be hidden by, but that of itself.
    let extents = ways.map { $0.spread > 0 ? $0.spread : abs($0.least) }.filter { $0 > 0 }
    let least = ways.map(\.least).min() ?? 0
    let greatest = ways.map { $0.least + $0.spread }.max() ?? 0
    guard let smallest = extents.min() else { return true }
    return greatest - least <= 20 * smallest
  }

  private func panel(_ title: String, _ ways: [Way], _ course: Course) -> Panel {
    var layers: [Layer] = []
    let isAlone = ways.count == 1
    for (i, way) in ways.enumerated() {
      let color = Layer.Color.series(i)
      let name = isAlone ? "" : way.best.path
      if isAlone, scaling == .none { layers += bounds(of: way) }
      if let all = way.all { layers.append(Layer(name, .points(points(all), .dot), in: color)) }
      layers.append(Layer(name, .steps(held(way.best, to: course.end), way.all == nil ? .solid : .thin), in: color))
      if let last = points(way.best).last { layers.append(Layer(name, .points([last]), in: color)) }
    }
    let unit = isAlone && scaling == .none ? "" : scaling.title
    return Panel(title, x: axis(to: course.end), y: Axis(unit), layers: layers)
  }

  /// Very many parameters in one panel: those that moved most over the others.
  private func bundle(_ ways: [Way], _ course: Course) -> Chart {
    let movement = ways.map { way in
      let size = way.best.numbers.reduce(0) { max($0, $1.magnitude) }
      return size > 0 ? way.best.spread / size : 0
    }
    let order = ways.indices.sorted { (movement[$1], $0) < (movement[$0], $1) }
    var layers = order.dropFirst(Self.mostTogether).prefix(Self.mostLines - Self.mostTogether).map { i in
      Layer("others", .steps(held(ways[i].best, to: course.end), .thin), in: .muted)
    }
    for (place, i) in order.prefix(Self.mostTogether).enumerated() {
      layers.append(Layer(ways[i].best.path, .steps(held(ways[i].best, to: course.end)), in: .series(place)))
    }
    let subtitle =
      ways.count > Self.mostLines ? "The \(Self.mostLines) of \(ways.count) parameters that moved most" : ""
    return Chart(
      subtitle: subtitle, panels: [Panel(x: axis(to: course.end), y: Axis(scaling.title), layers: layers)])
  }

  private func axis(to end: Double) -> Axis {
    var axis = cost.axis(hasDifferences: record.hasDifferences)
    axis.range = 0...max(end, .leastNormalMagnitude)
    return axis
  }

  /// The bounds that the parameter came near to, within the width of its way.
  private func bounds(of way: Way) -> [Layer] {
    let course = way.all ?? way.best
    let near = course.spread > 0 ? course.spread : max(abs(course.least), 1) * 1e-3
    return [(way.row.lower, "lower bound"), (way.row.upper, "upper bound")].compactMap { bound, name in
      guard bound.isFinite, bound >= course.least - near, bound <= course.least + course.spread + near else {
        return nil
      }
      return Layer(name, .level(bound), in: .text)
    }
  }

  private func points(_ course: ParameterCourse) -> [Point] {
    zip(course.costs, course.numbers).map { Point($0, $1, note: course.path) }
  }

  /// The points, the last of them held to the end.
  private func held(_ course: ParameterCourse, to end: Double) -> [Point] {
    let points = points(course)
    guard let last = points.last, end > last.x else { return points }
    return (points + [Point(end, last.y, note: course.path)])
  }
}
