import Nadir

/// The share of its steps in which the pendulum stands upright, at rest or nearly: from 0 to 1.
///
/// It is a count, so that it does not change where the controller changes by little, and jumps where it does.
func timeUpright(_ controller: Controller<Double>, _ motor: Motor<Double>, from start: Start) -> Double {
  var count = 0
  swing(controller, motor, from: start) { pendulum, _ in
    if cos(pendulum.angle) > 0.95, pendulum.rate.magnitude < 0.5 { count += 1 }
  }
  return Double(count) / Double(steps)
}

/// The mean of it over several starts.
func timeUpright(_ controller: Controller<Double>, _ motor: Motor<Double>, from starts: [Start]) -> Double {
  starts.reduce(0) { $0 + timeUpright(controller, motor, from: $1) } / Double(starts.count)
}

/// How far the pendulum is from standing upright at rest, on average over its steps and the starts, and a little for the
/// power: smooth in the numbers of the controller.
func cost<Number>(of controller: Controller<Number>) -> Number {
  var terms: [Number] = []
  for start in Start.trained {
    swing(controller, .smooth, from: start) { pendulum, torque in
      let height = 1 - cos(pendulum.angle)
      terms.append(height + pendulum.rate * pendulum.rate / 10 + torque * torque / 10)
    }
  }
  return .sum(terms) / Number(Double(terms.count))
}
