public import NadirEvaluation

/// How residuals are read from the answers of a program: its own, or the differences between its series and data, under
/// a loss.
public struct ResidualReading: Sendable, Hashable {
  /// What series of the program are compared with; the residuals follow each other in this order. Empty where the
  /// program gives residuals itself, or none.
  public var data: [ObservedSeries]
  /// How the residuals enter the value.
  public var loss: Loss

  public init(data: [ObservedSeries] = [], loss: Loss = .squares) {
    self.data = data
    self.loss = loss
  }

  /// What an objective provides whose program offers this: with data residuals, and with a loss nothing but residuals
  /// and their Jacobian, because a value or gradient of the program's own would be that of another sum.
  public func provides(_ offered: Demand) -> Demand {
    if !data.isEmpty { return .residuals }
    return loss == .squares ? offered : offered.intersection([.residuals, .jacobian])
  }

  /// Whether every value is made of residuals.
  var makesValues: Bool { !data.isEmpty || loss != .squares }

  /// The series that are compared, each once.
  var series: [String] {
    data.map(\.series).reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
  }
}
