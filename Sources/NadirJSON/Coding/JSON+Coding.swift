extension JSON {
  /// What a value encodes.
  ///
  ///     let text = try JSON(encoding: optimizer).description
  ///     let again = try JSON(parsing: text).decode(Adam<Double>.self)
  ///
  /// Every number comes back from the text to the same bits, whole ones of 64 bits and those of `Float` too, and so do
  /// infinities; NaN comes back as NaN. Members stand in the order in which the type writes them. Dictionaries and sets,
  /// which have another order in every process, are written in that of their keys and elements: the same value is the same
  /// text everywhere.
  ///
  /// - Throws: A ``CodingFailure`` with the path of what its type does not encode, and for whole numbers of more than 64
  ///   bits and dictionaries with two keys that are written alike.
  public init<Value: Encodable>(encoding value: Value) throws(CodingFailure) {
    do {
      self = try JSONEncoding.json(value, at: nil)
    } catch {
      throw CodingFailure(thrown: error)
    }
  }

  /// The value that was encoded as this.
  ///
  /// - Throws: A ``CodingFailure`` with the path of what is missing, is of another kind, or is refused by its type.
  public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(CodingFailure) -> Value {
    do {
      return try JSONDecoding(self, at: nil).value(type)
    } catch {
      throw CodingFailure(thrown: error)
    }
  }

  /// Why and where a value cannot be encoded, or a JSON value is none of the type that is asked for.
  public struct CodingFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where, such as `optimizer.velocity[3]`; empty for the whole.
    public let path: String
    /// What is wrong there.
    public let message: String

    public var description: String { path.isEmpty ? message : "'\(path)': \(message)" }

    init(thrown error: any Error) {
      let context: [any CodingKey]
      switch error {
      case EncodingError.invalidValue(_, let place): (context, message) = (place.codingPath, place.debugDescription)
      case DecodingError.keyNotFound(let key, let place): (context, message) = (place.codingPath + [key], "missing")
      case DecodingError.valueNotFound(_, let place), DecodingError.typeMismatch(_, let place),
        DecodingError.dataCorrupted(let place):
        (context, message) = (place.codingPath, place.debugDescription)
      default: (context, message) = ([], "\(error)")
      }
      path = context.map { ($0 as? CodingPlace.Key)?.step ?? .key($0.stringValue) }.reduce(into: "") { text, step in
        switch step {
        case .key(let key): text += text.isEmpty ? key : ".\(key)"
        case .index(let index): text += "[\(index)]"
        }
      }
    }
  }
}
