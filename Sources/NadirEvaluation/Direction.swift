/// Whether small or large values are wanted.
public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
  case minimize, maximize

  /// +1 or −1: the factor between the user's values and those that an algorithm minimizes.
  public var sign: Double { self == .minimize ? 1 : -1 }
}
