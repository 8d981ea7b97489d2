/// The radius Δ of the trust region and the resolution ρ ≤ Δ, below which Δ does not fall before the model has proved to
/// be good there and has no more to give.
///
/// The rules and constants are those of Cartis, Fiala, Marteau & Roberts 2019, algorithm 1, doi:10.1145/3338517, which go
/// back to Powell.
struct TrustRadii: Codable, Sendable, Equatable {
  /// Δ.
  private(set) var radius: Double
  /// ρ.
  private(set) var resolution: Double
  /// The last ρ.
  let final: Double

  init(initial: Double, final: Double) {
    radius = initial
    resolution = initial
    self.final = min(initial, final)
  }

  /// Whether ρ can become no smaller.
  var isFinal: Bool { resolution <= final }

  /// Whether Δ can become no smaller before ρ does.
  var isAtResolution: Bool { radius <= resolution }

  /// The distance up to which a sample says something of the model in the trust region.
  var reach: Double { max(2 * radius, 10 * resolution) }

  /// Whether a step is too short to learn anything from it at this resolution, or promises nothing.
  func isShort(_ step: BoxedStep) -> Bool { step.length < 0.5 * resolution || step.predictedReduction <= 0 }

  /// Δ after a step: larger where seven tenths of the promise or more were kept, smaller below that, and much so below
  /// one tenth.
  mutating func update(ratio: Double, length: Double) {
    if ratio >= 0.7 {
      radius = min(max(2 * radius, 4 * length), 1e10)
    } else if ratio >= 0.1 {
      radius = max(0.5 * radius, length)
    } else {
      radius = min(0.5 * radius, length)
    }
    // A radius that is nearly ρ would have to fail once more before ρ may fall.
    if radius <= 1.5 * resolution { radius = resolution }
  }

  /// Makes Δ the length of a step, where a longer one did worse.
  mutating func retreat(to length: Double) { radius = max(length, resolution) }

  /// Halves Δ.
  mutating func shrink() { radius = max(0.5 * radius, resolution) }

  /// Makes ρ a tenth; or the geometric mean of it and the last ρ, or that itself, where it is near.
  mutating func refine() {
    let old = resolution
    if old <= 16 * final {
      resolution = final
    } else if old <= 250 * final {
      resolution = (old * final).squareRoot()
    } else {
      resolution = 0.1 * old
    }
    radius = max(0.5 * old, resolution)
  }
}
