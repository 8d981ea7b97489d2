public import NadirEvaluation

/// Parameters of any shape as they are encoded: their numbers, and what stands around them.
///
///     struct Decay<Number: Codable>: Codable {
///       var amplitude: Number
///       var rates: [Number]
///     }
///
///     let encoding = try ParameterEncoding(Decay(amplitude: 3.0, rates: [0.5, 2]))
///     encoding.numbers  // [3, 0.5, 2]
///     try encoding.decode(Decay<Dual8>.self, carrying: …).model
public struct ParameterEncoding: EncodedParameters {
  public let numbers: [Double]
  let tree: FlatTree

  /// Encodes parameters.
  ///
  /// - Throws: ``EvaluationFailure`` of kind `.threw` that names the first place that cannot be encoded.
  public init(_ parameters: some Encodable) throws(EvaluationFailure) {
    do throws(ShapeMismatch) {
      let (tree, numbers) = try FlatTree.write(parameters)
      self.init(tree: tree, numbers: numbers)
    } catch {
      let place = error.path.isEmpty ? "the parameters" : "'\(error.path)' of the parameters"
      throw EvaluationFailure(.threw, "\(place) is \(error.found), but must be \(error.expected)")
    }
  }

  init(tree: FlatTree, numbers: [Double]) {
    self.tree = tree
    self.numbers = numbers
  }

  public func decode<Model: Decodable, Number>(
    _ type: Model.Type, carrying carried: [Number]
  ) throws(EvaluationFailure) -> (model: Model, untracked: [Int]) {
    guard carried.count == numbers.count else {
      throw EvaluationFailure(.threw, "\(carried.count) numbers were given to stand for \(numbers.count) parameters")
    }
    do throws(RebuildFailure) {
      let (model, untracked) = try tree.rebuild(type, numbers, carrying: CarriedNumbersOf(carried))
      return (model, untracked)
    } catch {
      throw error.failure(reading: type)
    }
  }

  /// Parameters of the same shape with other numbers, as many as there are.
  ///
  /// - Throws: ``EvaluationFailure`` of kind `.threw` when the type refuses them.
  public func parameters<Parameters: Decodable>(
    _ type: Parameters.Type, with numbers: [Double]
  ) throws(EvaluationFailure) -> Parameters {
    guard numbers.count == self.numbers.count else {
      throw EvaluationFailure(.threw, "\(numbers.count) numbers were given for \(self.numbers.count) parameters")
    }
    do throws(RebuildFailure) {
      return try tree.rebuild(type, numbers)
    } catch {
      throw error.failure
    }
  }
}
