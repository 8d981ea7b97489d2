public import NadirEvaluation
internal import NadirJSON

/// What was observed of an output of a program, from which residuals are made: (mᵢ − dᵢ)/σᵢ, or √wᵢ (mᵢ − dᵢ).
///
///     try ObservedSeries("infected", observed: [3, 8, nil, 76], errors: [1, 2, 4, 8])
///
/// The model m is a member of the program's answer, an array with one number for each observation d, such as
/// `{"infected": [2.1, 8.4, 27.0, 75.2]}`. Where nothing was observed there is no residual, and whatever the model says
/// there is ignored. So the program need not know the data.
public struct ObservedSeries: Sendable, Hashable {
  /// The member of the program's answer.
  public let series: String
  /// d; `nil` where nothing was observed, or the weight is 0.
  public let observed: [Double?]
  /// What each difference is multiplied with, 1/σᵢ or √wᵢ; 0 where there is none.
  public let factors: [Double]
  /// The standard deviations σ, where they were given.
  public let errors: [Double]?
  /// What was observed, in charts and tables; the name of the series unless set.
  public var name: String
  /// What the observations lie along, such as `day`; `row` unless given.
  public private(set) var placeName = "row"
  /// The place of each observation; 1, 2, 3, … unless given.
  public private(set) var places: [Double]

  /// The names that mean something else in an answer.
  public static let reservedNames = [
    "id", "value", "values", "gradient", "gradients", "residuals", "jacobian", "jacobians", "error", "errors",
  ]

  /// A series with weights, whose residuals are √wᵢ (mᵢ − dᵢ), so that the value is Σ wᵢ (mᵢ − dᵢ)².
  ///
  /// - Parameters:
  ///   - series: The member of the program's answer.
  ///   - observed: d, one number for each of the model, `nil` where nothing was observed.
  ///   - weights: w, as many, finite and not below 0; 1 unless given. A weight of 0 leaves an observation out.
  /// - Throws: ``InvalidArgument`` where something of that is not so, or nothing is left to compare with.
  public init(_ series: String, observed: [Double?], weights: [Double]? = nil) throws(InvalidArgument) {
    let weights = weights ?? [Double](repeating: 1, count: observed.count)
    try Self.check(weights, as: "weights", expected: "a finite number that is not below 0", of: observed) { $0 >= 0 }
    let counted = zip(observed, weights).map { $1 == 0 ? nil : $0 }
    try self.init(series, counted, factors: weights.map { $0.squareRoot() }, errors: nil)
  }

  /// A series with standard deviations, whose residuals are (mᵢ − dᵢ)/σᵢ.
  ///
  /// - Parameters:
  ///   - series: The member of the program's answer.
  ///   - observed: d, one number for each of the model, `nil` where nothing was observed.
  ///   - errors: σ, as many, finite and above 0.
  /// - Throws: ``InvalidArgument`` where something of that is not so, or nothing is left to compare with.
  public init(_ series: String, observed: [Double?], errors: [Double]) throws(InvalidArgument) {
    try Self.check(errors, as: "errors", expected: "a finite number above 0", of: observed) { $0 > 0 }
    try self.init(series, observed, factors: errors.map { 1 / $0 }, errors: errors)
  }

  private init(
    _ series: String, _ observed: [Double?], factors: [Double], errors: [Double]?
  ) throws(InvalidArgument) {
    guard !series.isEmpty, !Self.reservedNames.contains(series) else {
      throw InvalidArgument(
        "the name of a series", is: "'\(series)'", expected: "none that has another meaning in an answer")
    }
    if let i = observed.firstIndex(where: { $0?.isFinite == false }) {
      throw InvalidArgument("observed[\(i)]", is: "\(observed[i] ?? .nan)", expected: "a finite number or nil")
    }
    guard observed.contains(where: { $0 != nil }) else {
      throw InvalidArgument("observed", is: "nothing", expected: "one observation or more with a weight above 0")
    }
    self.series = series
    self.observed = observed
    self.factors = zip(observed, factors).map { $0 == nil ? 0 : $1 }
    self.errors = errors
    name = series
    places = observed.indices.map { Double($0 + 1) }
  }

  /// The same series along places of its own, which charts show it at. They play no part in its residuals.
  ///
  /// - Parameters:
  ///   - name: What the places are, such as `day`.
  ///   - places: As many numbers as there are observations, finite where something was observed; they need not ascend.
  /// - Throws: ``InvalidArgument`` where something of that is not so.
  public func along(_ name: String, _ places: [Double]) throws(InvalidArgument) -> ObservedSeries {
    try Self.check(places, as: name, expected: "a finite number", of: observed) { _ in true }
    var series = self
    (series.placeName, series.places) = (name, places)
    return series
  }

  /// Checks the numbers that stand beside observations.
  private static func check(
    _ numbers: [Double], as name: String, expected: String, of observed: [Double?], where isRight: (Double) -> Bool
  ) throws(InvalidArgument) {
    guard numbers.count == observed.count else {
      throw InvalidArgument(
        name, is: "\(numbers.count) numbers", expected: "\(observed.count), as the observations are")
    }
    for (i, number) in numbers.enumerated() where observed[i] != nil && !(isRight(number) && number.isFinite) {
      throw InvalidArgument("\(name)[\(i)]", is: "\(number)", expected: expected)
    }
  }

  /// The residuals of what a program answered, one for each observation.
  ///
  /// - Throws: A failure that says what is missing, has another length or is not finite.
  func residuals(of answer: JSON) throws(EvaluationFailure) -> [Double] {
    if case .null? = answer[series] { throw EvaluationFailure(.notFinite, "'\(series)' is null") }
    guard let model = answer[series]?.asArray else {
      throw EvaluationFailure(.unreadable, "the answer cannot be read: it has no array '\(series)'")
    }
    guard model.count == observed.count else {
      throw EvaluationFailure(
        .unreadable,
        "the answer cannot be read: its '\(series)' has \(model.count) numbers, but the data have \(observed.count) rows"
      )
    }
    var residuals: [Double] = []
    residuals.reserveCapacity(model.count)
    for (i, observation) in observed.enumerated() {
      guard let observation else { continue }
      residuals.append(factors[i] * (try number(model[i], at: i) - observation))
    }
    return residuals
  }

  private func number(_ json: JSON, at i: Int) throws(EvaluationFailure) -> Double {
    // What Python's and other writers make of a value that is not there.
    if case .null = json { throw EvaluationFailure(.notFinite, "'\(series)[\(i)]' is null") }
    guard let number = json.asNumber else {
      throw EvaluationFailure(.unreadable, "the answer cannot be read: its '\(series)[\(i)]' is no number")
    }
    guard number.isFinite else { throw EvaluationFailure(.notFinite, "'\(series)[\(i)]' is \(number)") }
    return number
  }
}
