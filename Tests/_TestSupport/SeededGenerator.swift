@_exported public import NadirRandom

/// What random tests draw from: the same numbers for the same seed everywhere.
public typealias SeededGenerator = SplitMix64
