/// The choice of step lengths of Moré & Thuente 1994, Line search algorithms with guaranteed sufficient decrease, ACM
/// Trans. Math. Softw. 20, 286–307, doi:10.1145/192115.192132.
///
/// It keeps an interval that contains steps with φ(α) ≤ φ(0) + μαφ′(0) and |φ′(α)| ≤ η|φ′(0)|, with `low` its better
/// end, and interpolates the next trial from values and slopes. Until a step has shown both sufficient decrease and a
/// slope that is no longer steep, it works on ψ(α) = φ(α) − φ(0) − μαφ′(0) instead of φ (the paper's first stage).
struct MoreThuente {
  private let origin: LinePoint
  private let decrease: Double
  private let maximumStep: Double
  private var low: LinePoint
  private var high: LinePoint
  private var isBracketed = false
  private var isFirstStage = true
  private var width: Double
  private var widthBefore: Double
  /// The range of the next trial.
  private var range: ClosedRange<Double>

  init(origin: LinePoint, decrease: Double, firstStep: Double, maximumStep: Double) {
    self.origin = origin
    self.decrease = decrease
    self.maximumStep = maximumStep
    low = origin
    high = origin
    width = maximumStep
    widthBefore = 2 * maximumStep
    range = 0...5 * firstStep
  }

  /// The next step length after the trial `t`, which did not fulfil the conditions; `nil` when the interval is shorter
  /// than a tenth of its upper end (the choice of L-BFGS-B) or the largest step has been tried.
  mutating func next(after t: LinePoint) -> Double? {
    let test = origin.value + decrease * t.step * origin.slope
    if isFirstStage, t.value <= test, t.slope >= 0 { isFirstStage = false }
    if t.step >= maximumStep, t.value <= test, t.slope < 0 { return nil }

    var step: Double
    if isFirstStage, t.value <= low.value, t.value > test {
      let tilt = decrease * origin.slope
      low = low.tilted(by: -tilt)
      high = high.tilted(by: -tilt)
      step = update(t.tilted(by: -tilt))
      low = low.tilted(by: tilt)
      high = high.tilted(by: tilt)
    } else {
      step = update(t)
    }

    if isBracketed {
      let ends = min(low.step, high.step)...max(low.step, high.step)
      if ends.upperBound - ends.lowerBound >= 0.66 * widthBefore { step = low.step + 0.5 * (high.step - low.step) }
      widthBefore = width
      width = ends.upperBound - ends.lowerBound
      range = ends
      guard width > 0.1 * ends.upperBound, step > ends.lowerBound, step < ends.upperBound else {
        return nil
      }
    } else {
      let reach = step - low.step
      range = step + 1.1 * reach...max(step + 1.1 * reach, step + 4 * reach)
    }
    return min(max(step, 0), maximumStep)
  }

  /// The next trial, and the new interval (section 4 of the paper: the four cases, then the updating rule).
  private mutating func update(_ t: LinePoint) -> Double {
    let oppositeSlopes = t.slope * (low.slope < 0 ? -1 : 1) < 0
    var step: Double
    if t.value > low.value {
      // Case 1: higher than the best end. There is a minimum between them; the cubic's, if it is nearer to that end.
      let cubic = LinePoint.cubicMinimizer(low, t) ?? 0.5 * (low.step + t.step)
      let parabola = LinePoint.parabolaMinimizer(low, value: t)
      step = abs(cubic - low.step) < abs(parabola - low.step) ? cubic : cubic + 0.5 * (parabola - cubic)
      isBracketed = true
    } else if oppositeSlopes {
      // Case 2: lower, and past a minimum. The one of cubic and secant that is farther from the trial.
      let cubic = LinePoint.cubicMinimizer(low, t) ?? 0.5 * (low.step + t.step)
      let secant = LinePoint.secantZero(low, t)
      step = abs(cubic - t.step) > abs(secant - t.step) ? cubic : secant
      isBracketed = true
    } else if abs(t.slope) < abs(low.slope) {
      // Case 3: lower, same direction, flatter. Extrapolate, but not past the middle of what is left.
      let outer = t.step > low.step ? range.upperBound : range.lowerBound
      var cubic = LinePoint.cubicMinimizer(low, t) ?? outer
      if (cubic - t.step) * (t.step - low.step) <= 0 { cubic = outer }
      let secant = LinePoint.secantZero(low, t)
      let cubicIsNearer = abs(cubic - t.step) < abs(secant - t.step)
      if isBracketed {
        step = cubicIsNearer ? cubic : secant
        let limit = t.step + 0.66 * (high.step - t.step)
        step = t.step > low.step ? min(limit, step) : max(limit, step)
      } else {
        step = min(max(cubicIsNearer ? secant : cubic, range.lowerBound), range.upperBound)
      }
    } else if isBracketed {
      // Case 4: lower, same direction, not flatter. The cubic between the trial and the other end.
      step = LinePoint.cubicMinimizer(high, t) ?? 0.5 * (high.step + t.step)
    } else {
      step = t.step > low.step ? range.upperBound : range.lowerBound
    }

    if t.value > low.value {
      high = t
    } else {
      if oppositeSlopes { high = low }
      low = t
    }
    return step
  }
}
