import Nadir
import NadirPlots

/// A controller that has been trained, with the motor that it was trained for.
struct Trained {
  var name: String
  var motor: Motor<Double>
  var outcome: Outcome<Controller<Double>>

  /// The share of time in which it has the pendulum upright, from the starts that it knows and from those that it does not.
  var scores: (known: Double, unknown: Double) {
    (timeUpright(outcome.best, motor, from: Start.trained), timeUpright(outcome.best, motor, from: Start.others))
  }

  /// The angle in degrees over time, from hanging. A turn more or less does not count: where it ends upright, that is 0.
  var swingUp: [Point] {
    var (time, angles) = (0.0, [(time: 0.0, angle: Start.hanging.angle)])
    swing(outcome.best, motor, from: .hanging) { pendulum, _ in
      time += timeStep
      angles.append((time, pendulum.angle))
    }
    let turns = ((angles.last?.angle ?? 0) / (2 * .pi)).rounded()
    return angles.map { Point($0.time, ($0.angle / (2 * .pi) - turns) * 360) }
  }

  /// What it cost and came to, the wall time last, and then the controllers.
  static func report(on trained: [Trained]) -> String {
    let results = trained.map { one in
      let (known, unknown) = one.scores
      let counts = one.outcome.counts
      return [
        one.name, "\(counts.evaluations)", "\(counts.rounds)", known.digits(3), unknown.digits(3),
        one.outcome.seconds.digits(2) + " s",
      ]
    }
    let numbers = trained.map { one in [one.name] + one.outcome.table.map { $0.best.digits(3) } }
    let paths = trained.first?.outcome.table.map(\.path) ?? []
    return text(of: [["", "evaluations", "rounds", "upright", "from other starts", "wall time"]] + results) + "\n"
      + text(of: [[""] + paths] + numbers)
  }

  /// A table: names on the left, numbers on the right of their columns.
  private static func text(of rows: [[String]]) -> String {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }
      return cells.joined(separator: "  ") + "\n"
    }.joined()
  }
}

/// How the four were trained, above, and what they do with a pendulum that hangs, below: by counting on the left, by
/// derivatives on the right.
func picture(of trained: [Trained]) throws -> Chart {
  let (counting, derivatives) = (trained[0...1], trained[2...3])
  return Chart(
    "A controller trained both ways",
    subtitle: "on the left the motor is switched and time is counted; on the right motor and cost have derivatives",
    panels: [
      try learning(counting, "time upright"), try learning(derivatives, "cost"),
      swinging(counting), swinging(derivatives),
    ])
}

/// The best value so far, along the evaluations.
private func learning(_ trained: ArraySlice<Trained>, _ measure: String) throws -> Panel {
  let (one, many) = (trained[trained.startIndex], trained[trained.startIndex + 1])
  let chart = try criterionPlot([one.name: one.outcome, many.name: many.outcome])
  var panel = chart.panels[0]
  panel.title = "Learning"
  panel.y = Axis(measure)
  panel.x.scale = .logarithmic
  return panel
}

private func swinging(_ trained: ArraySlice<Trained>) -> Panel {
  Panel(
    "Swinging up", x: Axis("time", unit: "√(length/gravity)"), y: Axis("angle", unit: "°"),
    layers: [Layer("", .level(0))]
      + trained.enumerated().map { i, one in Layer(one.name, .line(one.swingUp), in: .series(i)) })
}
