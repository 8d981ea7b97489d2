public import NadirEvaluation

/// A point that a run wants to know something about.
public struct Question<Shape: Sendable>: Sendable, Identifiable {
  /// What the question is known by: the point and what is wanted there, so that it is the same in every run that asks it,
  /// today and after a restart.
  public let id: QuestionID
  /// What is wanted at the point.
  public let demand: Demand
  /// The parameters.
  public let parameters: Shape
  /// The numbers of all parameters, fixed ones included.
  public let numbers: [Double]
  /// The name of each of the numbers.
  public let paths: [String]
}

/// What a question is known by: 32 hexadecimal digits.
public struct QuestionID: Sendable, Hashable, Codable, LosslessStringConvertible {
  private let high: UInt64
  private let low: UInt64

  /// Two independent hashes of the bits of the numbers and of what is wanted.
  init(_ numbers: [Double], _ demand: Demand) {
    var high: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(demand.rawValue)
    var low: UInt64 = 0xD1B5_4A32_D192_ED03 ^ UInt64(demand.rawValue)
    for number in numbers {
      high = Self.mixed(high ^ number.bitPattern, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB)
      low = Self.mixed(low ^ number.bitPattern, 0xFF51_AFD7_ED55_8CCD, 0xC4CE_B9FE_1A85_EC53)
    }
    self.high = high
    self.low = low
  }

  /// A bijection that spreads every bit over all of them.
  private static func mixed(_ bits: UInt64, _ first: UInt64, _ second: UInt64) -> UInt64 {
    var bits = bits
    bits = (bits ^ (bits >> 30)) &* first
    bits = (bits ^ (bits >> 27)) &* second
    return bits ^ (bits >> 31)
  }

  /// The identity that ``description`` wrote; `nil` where the text is none.
  public init?(_ description: String) {
    guard description.utf8.count == 32, let high = UInt64(description.prefix(16), radix: 16),
      let low = UInt64(description.dropFirst(16), radix: 16)
    else { return nil }
    self.high = high
    self.low = low
    guard self.description == description else { return nil }
  }

  public var description: String { Self.digits(high) + Self.digits(low) }

  private static func digits(_ bits: UInt64) -> String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = QuestionID(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no identity of a question")
    }
    self = id
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
