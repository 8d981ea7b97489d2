/// A trivial type's parameters as bytes: other parameters are a copy of them with other numbers at the same places.
///
/// That is what decoding comes to for a struct of numbers, in a small part of the time. Whether it comes to that is
/// tried out, with numbers near the start and with numbers far from it. A type that computes one of its properties from
/// the numbers, clamps them or keeps them in another form has no image.
///
/// It never changes; it is a class because a struct would have to look up the layout of `Shape` at every call to find
/// its own members.
final class MemoryImage<Shape: Sendable>: Sendable {
  /// What the type makes of the start's numbers.
  private let template: Shape
  private let runs: [NumberRun]

  /// Whether there is nothing in the type but its numbers, so that reading them from memory misses nothing: no other
  /// case of an enum, no `nil`, no constant.
  let coversAllBytes: Bool

  /// Whether the type refused some of the numbers that it was tried with. The image refuses none: whoever needs the
  /// type's verdict must decode.
  let checksNumbers: Bool

  /// - Parameters:
  ///   - start: The parameters to begin with.
  ///   - coordinates: Their numbers, as encoded.
  ///   - formats: The format of each number.
  ///   - rebuild: Decodes parameters from numbers; `nil` when the type refuses them.
  init?(start: Shape, coordinates: [Double], formats: [NumberFormat], rebuild: ([Double]) -> Shape?) {
    guard _isPOD(Shape.self), !coordinates.isEmpty, formats.count == coordinates.count,
      let template = rebuild(coordinates)
    else { return nil }
    let occupied = occupiedBytes(of: template)
    guard let probes = MemoryProbes(near: coordinates, formats: formats, occupied: occupied, rebuild: rebuild) else {
      return nil
    }
    let runs = NumberRun.runs(at: probes.offsets, formats: formats)
    // The encoder may see other numbers than those in memory.
    guard zip(formats, zip(runs.numbers(of: start), coordinates)).allSatisfy({ $0.bits(of: $1.0) == $0.bits(of: $1.1) })
    else { return nil }
    let trials = [probes.numbers] + Self.trials(around: probes.numbers, formats: formats)
    var refusals = 0
    for numbers in trials {
      guard let decoded = rebuild(numbers) else {
        refusals += 1
        continue
      }
      guard Self.isEqual(runs.copy(of: template, with: numbers), decoded, where: occupied) else { return nil }
    }
    self.template = template
    self.runs = runs
    coversAllBytes = formats.reduce(0) { $0 + $1.width } == occupied.count { $0 }
    checksNumbers = refusals > 0
  }

  /// Each number in turn at half, at over twice and at minus over twice its size; when there are many, some at once.
  ///
  /// This is what shows a clamp, or a property that depends on the numbers in large steps.
  private static func trials(around numbers: [Double], formats: [NumberFormat]) -> [[Double]] {
    let groups = min(numbers.count, 32)
    let moves: [(Double) -> Double] = [{ $0 / 2 }, { 2 * $0 + 1 }, { -2 * $0 - 1 }]
    return (0..<groups).flatMap { group in
      moves.map { move in
        var trial = numbers
        for i in stride(from: group, to: numbers.count, by: groups) {
          trial[i] = formats[i].number(bits: formats[i].bits(of: move(numbers[i])))
        }
        return trial
      }
    }
  }

  private static func isEqual(_ a: Shape, _ b: Shape, where occupied: [Bool]) -> Bool {
    withUnsafeBytes(of: a) { a in
      withUnsafeBytes(of: b) { b in
        occupied.indices.allSatisfy { !occupied[$0] || a[$0] == b[$0] }
      }
    }
  }

  /// The parameters with these numbers, as many as the start has.
  func shape(_ coordinates: [Double]) -> Shape { runs.copy(of: template, with: coordinates) }

  /// The numbers of parameters whose other bytes nobody looks at; see ``coversAllBytes``.
  func coordinates(of parameters: Shape) -> [Double] { runs.numbers(of: parameters) }
}
