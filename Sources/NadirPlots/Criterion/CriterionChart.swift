import Nadir
import NadirCharts

/// The values of runs along what they spent, in the making.
struct CriterionChart {
  let runs: NamedRuns
  let curve: CriterionCurve
  let cost: RunCost
  let optimum: Double?
  let levels: KeyValuePairs<String, Double>
  let starts: StartsArrangement
  let showsExploration: Bool
  let limit: Double?
  let scale: Axis.Scale?

  func chart() throws(InvalidArgument) -> Chart {
    try check()
    var layers: [Layer] = []
    for (i, record) in runs.records.enumerated() { layers += self.layers(of: record, at: i) }
    let failures = runs.records.indices.flatMap { self.failures(of: $0) }
    if !failures.isEmpty { layers.append(Layer("failed", .rug(failures), in: .alarm)) }
    let drawn = layers.flatMap(\.mark.heights)
    for (name, value) in levels { layers.append(Layer(name, .level(height(value)), in: .text)) }
    let suited = optimum == nil ? Axis.Scale.suiting(drawn + levels.map { height($0.value) }) : .logarithmic
    var x = cost.axis(hasDifferences: runs.hasDifferences)
    x.scale = placeScale
    return Chart(panels: [Panel(x: x, y: Axis(title, scale: scale ?? suited), layers: layers)])
  }

  private func check() throws(InvalidArgument) {
    if let optimum, !optimum.isFinite {
      throw InvalidArgument("the known \(runs.direction.optimum)", is: "\(optimum)", expected: "a finite number")
    }
    if let limit, !(limit > 0 && limit.isFinite) {
      throw InvalidArgument("the limit of the axis", is: "\(limit)", expected: "a finite number above 0")
    }
    for (name, value) in levels where !value.isFinite {
      throw InvalidArgument("the level '\(name)'", is: "\(value)", expected: "a finite number")
    }
  }

  private var title: String {
    let value = curve == .runningBest ? "best value so far" : "value"
    guard optimum != nil else { return value }
    return runs.direction == .minimize ? "\(value) − known minimum" : "known maximum − \(value)"
  }

  /// Where a value is drawn: at itself, or at its distance to the known optimum.
  private func height(_ value: Double) -> Double {
    guard let optimum else { return value }
    // Not max(0, …), which would make a number of NaN.
    let distance = runs.direction.sign * (value - optimum)
    return distance < 0 ? 0 : distance
  }

  /// The courses of a record at the places where they are drawn.
  private func arranged(_ record: RunRecord) -> [Course] {
    var courses = record.courses(along: cost)
    // Times are those since the first run began, however many go on side by side.
    if cost == .seconds, starts == .grey, courses.count > 1 {
      courses = courses.map { $0.shifted(by: -(record.history.beginning(of: $0.rows) ?? 0)) }
    } else if cost != .seconds, starts == .stacked {
      var offset = 0.0
      courses = courses.map { course in
        defer { offset += course.end }
        return course.shifted(by: offset)
      }
    }
    guard let limit else { return courses }
    return courses.map { $0.cut(at: limit) }.filter { !$0.rows.isEmpty }
  }

  /// Logarithmic where short runs could not be seen beside long ones.
  private var placeScale: Axis.Scale {
    let courses = runs.records.map { arranged($0) }
    let lengths = courses.compactMap { $0.map(\.end).max() }
    let isPositive = courses.joined().allSatisfy { ($0.costs.first ?? 1) > 0 }
    return isPositive && (lengths.max() ?? 0) >= 30 * (lengths.min() ?? 0) ? .logarithmic : .linear
  }

  private func layers(of record: RunRecord, at i: Int) -> [Layer] {
    let color = Layer.Color.series(i)
    let name = runs.names[i]
    let courses = arranged(record)
    let descents = courses.filter { !$0.isExploration }
    var layers = courses.flatMap { values($0, name, record.history.kinds, color) }
    if courses.count == 1 {
      layers += best(of: courses, name, color, curve == .runningBest ? .solid : .thin)
    } else if starts == .stacked {
      layers += descents.map { Layer(name, .steps(steps(of: $0), .thin), in: color) }
      layers += best(of: courses, name, color, .solid)
    } else if let winner = descents.indices.min(by: { descents[$0].merit < descents[$1].merit }) {
      for (j, course) in descents.enumerated() where j != winner {
        layers.append(Layer("other starts", .steps(steps(of: course), .thin), in: .muted))
      }
      layers += best(of: [descents[winner]], name, color, .solid)
    }
    return layers
  }

  /// The best value so far of courses that follow each other, and where it was found.
  private func best(
    of courses: [Course], _ name: String, _ color: Layer.Color, _ stroke: Mark.Stroke
  ) -> [Layer] {
    var points: [Point] = []
    var best = runs.direction.sign * Double.infinity
    // Runs that went on side by side found theirs in turn.
    let found = courses.flatMap { course in course.improvements.map { (course.costs[$0], course.values[$0]) } }
      .enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element)
    for (cost, value) in found where runs.direction.sign * value < runs.direction.sign * best {
      best = value
      points.append(Point(cost, height(best), note: name))
    }
    guard let last = points.last, let end = courses.map(\.end).max() else { return [] }
    let mark = Point(last.x, last.y, note: "\(name): its best value, \(best)")
    let line = end > last.x ? points + [Point(end, last.y, note: name)] : points
    return [Layer(name, .steps(line, stroke), in: color), Layer(name, .points([mark]), in: color)]
  }

  /// The best value so far of one course.
  private func steps(of course: Course) -> [Point] {
    var points = course.improvements.map { Point(course.costs[$0], height(course.values[$0])) }
    if let last = points.last, course.end > last.x { points.append(Point(course.end, last.y)) }
    return points
  }

  /// The values that are drawn as points.
  private func values(_ course: Course, _ name: String, _ kinds: [History.Kind], _ color: Layer.Color) -> [Layer] {
    var layers: [Layer] = []
    if showsExploration {
      layers.append(points("exploration", of: course, in: .muted) { kinds[$0] == .exploration })
    }
    if curve == .everyValue {
      layers.append(points("difference points", of: course, in: .muted) { kinds[$0] == .difference })
      layers.append(
        points(name, of: course, in: color) { kinds[$0] != .difference && kinds[$0] != .exploration })
    }
    return layers.filter { !$0.mark.heights.isEmpty }
  }

  /// The finite values of those rows for which a condition holds.
  private func points(
    _ name: String, of course: Course, in color: Layer.Color, where isWanted: (Int) -> Bool
  ) -> Layer {
    let wanted = course.rows.indices.filter { course.values[$0].isFinite && isWanted(course.rows[$0]) }
    let points = wanted.map { Point(course.costs[$0], height(course.values[$0])) }
    return Layer(name, .points(points, .dot), in: color)
  }

  private func failures(of i: Int) -> [Point] {
    let history = runs.records[i].history
    return arranged(runs.records[i]).flatMap { course in
      course.rows.indices.compactMap { row in
        history.failures[course.rows[row]].map { message in
          Point(course.costs[row], 0, note: message.isEmpty ? runs.names[i] : "\(runs.names[i]): \(message)")
        }
      }
    }
  }
}

extension Mark {
  /// The heights at which points are drawn.
  var heights: [Double] {
    switch self {
    case .line(let points, _), .steps(let points, _), .points(let points, _): points.map(\.y)
    case .band(let intervals), .bars(let intervals): intervals.flatMap { [$0.lower, $0.upper] }
    case .level(let height, _): [height]
    case .rug, .place, .field: []
    }
  }
}
