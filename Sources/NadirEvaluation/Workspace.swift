/// Memory that an algorithm reuses from one iteration to the next, kept beside its state but no part of it: it equals
/// every other workspace and is encoded as nothing.
public struct Workspace: Sendable, Equatable, Codable {
  public var storage: [Double]

  public init(_ count: Int = 0) { storage = [Double](repeating: 0, count: count) }

  /// Hands the memory out, to be written to and put back; without that it is allocated again the next time.
  public mutating func take() -> [Double] {
    var taken: [Double] = []
    swap(&taken, &storage)
    return taken
  }

  public static func == (_: Workspace, _: Workspace) -> Bool { true }

  public init(from decoder: any Decoder) { storage = [] }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encodeNil()
  }
}
