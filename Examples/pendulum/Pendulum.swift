import Nadir

/// Times are in units of √(length/gravity), torques in those of weight · length.
let timeStep = 0.05
let steps = 600
/// The motor holds the rod up to 14° from the vertical, no further: from below it can only swing it higher and higher.
let strength = 0.25
let friction = 0.05

/// A rod with a weight at its end that turns about the other one.
///
///     θ̈ = sin θ − c θ̇ + u
///
/// with the angle θ from where it is upright, the friction c and the torque u.
struct Pendulum<Number: RealScalar> {
  var angle: Number
  var rate: Number

  /// The energy of motion and of height; 1 is what it takes to stand upright.
  var energy: Number { rate * rate / 2 + cos(angle) }

  /// A step of the semi-implicit Euler method.
  mutating func advance(torque: Number) {
    rate += Number(timeStep) * (sin(angle) - Number(friction) * rate + torque)
    angle += Number(timeStep) * rate
  }
}

/// What the motor is to do, by five numbers. It is linear in them, and the same for the mirror image of the pendulum.
struct Controller<Number: RealScalar & Codable>: Codable, Sendable {
  /// How much it works against the angle, and against the rate, where the rod is high.
  var position: Number = 0
  var damping: Number = 0
  /// How much it works against the rate where the rod is low.
  var braking: Number = 0
  /// How much it works against energy that is too much, and for energy that is missing.
  var energy: Number = 0
  /// How much it works against the angle where the rod is low.
  var lifting: Number = 0

  func callAsFunction(_ pendulum: Pendulum<Number>) -> Number {
    let height = (1 + cos(pendulum.angle)) / 2
    let (side, rate) = (sin(pendulum.angle), pendulum.rate)
    let high = position * side + damping * rate
    let low = lifting * side + braking * rate
    return -(height * high + (1 - height) * low + energy * rate * (pendulum.energy - 1))
  }
}

/// How the motor makes a torque of what it is to do.
struct Motor<Number: RealScalar>: Sendable {
  let torque: @Sendable (Number) -> Number

  /// Any torque up to its strength: it has a derivative everywhere.
  static var smooth: Motor { Motor { Number(strength) * tanh($0) } }
}

extension Motor<Double> {
  /// Full and half power to either side, and off. Its derivative is zero wherever there is one.
  static var switched: Motor {
    Motor { command in
      // A command that is no number switches it off.
      let level = (2 * command).rounded()
      return level >= 2 ? strength : level <= -2 ? -strength : level.isFinite ? strength * level / 2 : 0
    }
  }
}

/// Where a swing begins.
struct Start: Sendable {
  var angle: Double
  var rate: Double

  /// At rest below, but for 2°: exactly there a controller that is the same for the mirror image does nothing.
  static let hanging = Start(angle: 3.1, rate: 0)

  /// Those that the controllers are trained with.
  static let trained = [
    .hanging, Start(angle: 2.8, rate: -0.3), Start(angle: 2, rate: 0.5), Start(angle: 1.2, rate: 0),
    Start(angle: 0.6, rate: -1), Start(angle: 0.3, rate: 0.2),
  ]

  /// A grid that none of them is on.
  static let others = stride(from: -2.9, through: 2.9, by: 0.4).flatMap { angle in
    stride(from: -1.0, through: 1, by: 0.25).map { rate in Start(angle: angle, rate: rate) }
  }
}

/// The pendulum after each step.
func swing<Number>(
  _ controller: Controller<Number>, _ motor: Motor<Number>, from start: Start,
  watching watch: (Pendulum<Number>, _ torque: Number) -> Void
) {
  var pendulum = Pendulum(angle: Number(start.angle), rate: Number(start.rate))
  for _ in 0..<steps {
    let torque = motor.torque(controller(pendulum))
    pendulum.advance(torque: torque)
    watch(pendulum, torque)
  }
}
