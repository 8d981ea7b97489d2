extension Int {
  /// The remainder that is not negative.
  func cyclic(_ count: Int) -> Int { ((self % count) + count) % count }
}
