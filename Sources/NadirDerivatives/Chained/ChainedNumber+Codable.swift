public import NadirEvaluation

// Encoded as the value alone. Decoded as a constant, unless the decoder has numbers that carry derivatives to give: so a
// model that is generic over its number is made of them by its own decoding.

extension ChainedNumber where Base: Encodable {
  @inlinable
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(primal)
  }
}

extension ChainedNumber where Base: Decodable {
  @inlinable
  public init(from decoder: any Decoder) throws {
    if let carrying = decoder as? any CarryingDecoder, let number = carrying.carried(Self.self) {
      self = number
    } else {
      self.init(constant: try decoder.singleValueContainer().decode(Base.self))
    }
  }
}

extension TapeNumber: Encodable where Base: Encodable {}
extension TapeNumber: Decodable where Base: Decodable {}
extension Dual: Encodable where Base: Encodable {}
extension Dual: Decodable where Base: Decodable {}
