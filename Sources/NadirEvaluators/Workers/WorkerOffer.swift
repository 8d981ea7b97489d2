internal import NadirEvaluation
internal import NadirJSON

/// What a worker says of itself when it starts: `{"nadir": 1, "provides": ["value"], "batch": 16}`.
struct WorkerOffer: Sendable {
  /// A quantity that a worker may give, by its name in the protocol.
  enum Quantity: String {
    case value, gradient, residuals, jacobian

    var demand: Demand {
      switch self {
      case .value: .value
      case .gradient: .gradient
      case .residuals: .residuals
      case .jacobian: .jacobian
      }
    }

    init?(_ name: JSON) {
      guard let quantity = name.asString.flatMap(Quantity.init(rawValue:)) else { return nil }
      self = quantity
    }
  }

  let quantities: [Quantity]
  /// The largest number of points that it takes in one request.
  let batch: Int

  /// - Parameter reading: Whose series it may provide, and must.
  /// - Throws: A failure of kind `.unavailable` that says what is wrong with the line.
  init(_ line: [UInt8], for reading: ResidualReading) throws(EvaluationFailure) {
    guard let message = try? JSON(parsing: line), let version = message["nadir"]?.asNumber else {
      throw WorkerOffer.refusal("it did not begin with {\"nadir\": 1, …} but with \(excerpt(line))")
    }
    guard version == 1 else { throw WorkerOffer.refusal("it speaks version \(version) of the protocol, not 1") }
    let names = message["provides"]?.asArray ?? []
    // Beside the series that are compared there may be others.
    let others = reading.data.isEmpty ? names.filter { Quantity($0) == nil } : []
    if let other = others.first {
      throw WorkerOffer.refusal("it provides \(other), which is none of value, gradient, residuals and jacobian")
    }
    let quantities = names.compactMap(Quantity.init)
    if let series = reading.series.first(where: { !names.contains(.string($0)) }) {
      throw WorkerOffer.refusal("it does not provide \"\(series)\", which there are data of")
    }
    if reading.data.isEmpty, !quantities.contains(.residuals) {
      if reading.loss != .squares { throw WorkerOffer.refusal("it provides no residuals, which the loss is of") }
      guard quantities.contains(.value) else { throw WorkerOffer.refusal("it provides neither value nor residuals") }
    }
    let batch = message["batch"]?.asNumber ?? 1
    guard batch >= 1, batch <= 1e9 else { throw WorkerOffer.refusal("its batch is \(batch)") }
    self.quantities = quantities
    self.batch = Int(batch)
  }

  /// What it gives.
  var provides: Demand { quantities.reduce(into: []) { $0.formUnion($1.demand) } }

  /// The names of what is to be asked for.
  func wants(for demand: Demand, _ reading: ResidualReading) -> [String] {
    reading.data.isEmpty ? quantities(for: demand, reading.makesValues).map(\.rawValue) : reading.series
  }

  private func quantities(for demand: Demand, _ makesValues: Bool) -> [Quantity] {
    if demand.contains(.residuals) || makesValues {
      return demand.contains(.jacobian) ? [.residuals, .jacobian] : [.residuals]
    }
    let value: Quantity = quantities.contains(.value) ? .value : .residuals
    return demand.contains(.gradient) ? [value, .gradient] : [value]
  }

  private static func refusal(_ reason: String) -> EvaluationFailure {
    EvaluationFailure(.unavailable, "the worker cannot be used: \(reason)")
  }
}

/// The beginning of a line, for a message.
func excerpt(_ line: [UInt8]) -> String {
  "“\(String(decoding: line.prefix(200), as: UTF8.self))\(line.count > 200 ? "…" : "")”"
}
