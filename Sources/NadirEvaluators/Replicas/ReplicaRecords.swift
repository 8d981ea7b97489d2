internal import NadirEvaluation
internal import NadirLinear

// What a parent and its replicas say to each other: numbers as they are in memory, since both are the same program on the
// same machine.
//
// A request is the dimension and the demand, each of 4 bytes, and the coordinates. An answer is its length in bytes
// without these 8, the nanoseconds at which its evaluation began and ended, and what it gave. Answers come in the order
// of the requests.

/// A point that a replica is asked for.
struct ReplicaRequest {
  let demand: Demand
  let point: [Double]

  /// Appends the request for a point of a batch.
  static func write(_ point: Int, of points: PointBatch, for demand: Demand, to bytes: inout [UInt8]) {
    bytes.append(words: (UInt32(points.dimension), UInt32(demand.rawValue)))
    let first = point * points.dimension
    points.coordinates.withUnsafeBytes { all in
      let size = MemoryLayout<Double>.stride
      bytes.append(contentsOf: all[first * size..<(first + points.dimension) * size])
    }
  }

  /// Takes the next request off the reader; `nil` when not all of it is there.
  init?(_ reader: inout RecordReader) {
    let start = reader.position
    guard let dimension = reader.read(UInt32.self), let demand = reader.read(UInt32.self),
      let point = reader.readNumbers(Int(dimension))
    else {
      reader.position = start
      return nil
    }
    self.demand = Demand(rawValue: UInt8(truncatingIfNeeded: demand))
    self.point = point
  }
}

/// What a replica says of a point.
struct ReplicaAnswer {
  /// When the evaluation began and ended, in nanoseconds.
  let span: (begin: UInt64, end: UInt64)
  let result: PointResult

  /// What stands for the quantities of an evaluation that failed.
  private static let failure = UInt64.max

  func write(to bytes: inout [UInt8]) {
    if case .success(let evaluation) = result, evaluation.isValueAlone {
      // The length, and what follows it, at once: most answers are such.
      return bytes.append(words: (UInt64(32), span.begin, span.end, UInt64(0), evaluation.value.bitPattern))
    }
    let start = bytes.count
    bytes.append(words: (UInt64(0), span.begin, span.end))
    switch result {
    case .success(let evaluation): evaluation.write(to: &bytes)
    case .failure(let failure):
      bytes.append(ReplicaAnswer.failure)
      bytes.append(failure.kind.rawValue)
      bytes.append(failure.message)
    }
    let length = UInt64(bytes.count - start - 8)
    bytes.withUnsafeMutableBytes { $0.storeBytes(of: length, toByteOffset: start, as: UInt64.self) }
  }

  /// Takes the next answer off the reader; `nil` when not all of it is there.
  init?(_ reader: inout RecordReader) {
    let start = reader.position
    guard let length = reader.read(UInt64.self), reader.count - reader.position >= Int(length),
      let begin = reader.read(UInt64.self), let end = reader.read(UInt64.self),
      let result = ReplicaAnswer.result(&reader)
    else {
      reader.position = start
      return nil
    }
    span = (begin, end)
    self.result = result
  }

  init(_ result: PointResult, from begin: UInt64, to end: UInt64) {
    span = (begin, end)
    self.result = result
  }

  private static func result(_ reader: inout RecordReader) -> PointResult? {
    guard let parts = reader.read(UInt64.self) else { return nil }
    guard parts != ReplicaAnswer.failure else {
      guard let kind = reader.readText().flatMap(EvaluationFailure.Kind.init), let message = reader.readText() else {
        return nil
      }
      return .failure(EvaluationFailure(kind, message))
    }
    return Evaluation(&reader, parts).map { .success($0) }
  }
}

extension Evaluation<[Double]> {
  /// Which quantities there are beside the value.
  private enum Part {
    static let gradient: UInt64 = 1
    static let hessian: UInt64 = 2
    static let terms: UInt64 = 4
    static let derivatives: UInt64 = 8
  }

  fileprivate var isValueAlone: Bool { gradient == nil && hessian == nil && terms == nil }

  fileprivate func write(to bytes: inout [UInt8]) {
    var parts: UInt64 = 0
    if gradient != nil { parts |= Part.gradient }
    if hessian != nil { parts |= Part.hessian }
    if let terms { parts |= Part.terms | (terms.derivatives == nil ? 0 : Part.derivatives) }
    bytes.append(parts)
    bytes.append(value.bitPattern)
    if let gradient { bytes.append(gradient) }
    if let hessian { bytes.append(hessian) }
    guard let terms else { return }
    bytes.append(UInt64(terms.kind == .residuals ? 0 : 1))
    bytes.append(terms.loss.code)
    bytes.append(terms.loss.scale.bitPattern)
    bytes.append(terms.numbers)
    if let derivatives = terms.derivatives { bytes.append(derivatives) }
  }

  fileprivate init?(_ reader: inout RecordReader, _ parts: UInt64) {
    guard let value = reader.read(UInt64.self) else { return nil }
    self.init(value: Double(bitPattern: value))
    if parts & Part.gradient != 0 {
      guard let gradient = reader.readNumbers() else { return nil }
      self.gradient = gradient
    }
    if parts & Part.hessian != 0 {
      guard let hessian = reader.readMatrix() else { return nil }
      self.hessian = hessian
    }
    guard parts & Part.terms != 0 else { return }
    guard let kind = reader.read(UInt64.self), let code = reader.read(UInt64.self),
      let scale = reader.read(UInt64.self), let loss = Loss(code: code, scale: Double(bitPattern: scale)),
      let numbers = reader.readNumbers()
    else { return nil }
    var terms = Terms(kind == 0 ? .residuals : .contributions, numbers, loss: loss)
    if parts & Part.derivatives != 0 {
      guard let derivatives = reader.readMatrix() else { return nil }
      terms.derivatives = derivatives
    }
    self.terms = terms
  }
}

extension Loss {
  fileprivate var code: UInt64 {
    switch self {
    case .squares: 0
    case .huber: 1
    case .softL1: 2
    case .cauchy: 3
    case .arctan: 4
    case .tukey: 5
    }
  }

  fileprivate init?(code: UInt64, scale: Double) {
    switch code {
    case 0: self = .squares
    case 1: self = .huber(scale: scale)
    case 2: self = .softL1(scale: scale)
    case 3: self = .cauchy(scale: scale)
    case 4: self = .arctan(scale: scale)
    case 5: self = .tukey(scale: scale)
    default: return nil
    }
  }
}
