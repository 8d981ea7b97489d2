import Foundation
import Nadir

/// Ten numbers as `Codable` alone: what costs nothing to write.
private struct Automatic: Codable {
  var a = 1.0, b = 2.0, c = 3.0, d = 4.0, e = 5.0, f = 6.0, g = 7.0, h = 8.0, i = 9.0, j = 10.0
}

/// The same with a text in it, so that it cannot be copied as bytes and has to be decoded.
private struct Decoded: Codable {
  var a = 1.0, b = 2.0, c = 3.0, d = 4.0, e = 5.0, f = 6.0, g = 7.0, h = 8.0, i = 9.0, j = 10.0
  var name = "a name that is too long to be kept inline"
}

/// The same by its key paths.
private struct Listed: KeyPathParameters {
  var a = 1.0, b = 2.0, c = 3.0, d = 4.0, e = 5.0, f = 6.0, g = 7.0, h = 8.0, i = 9.0, j = 10.0
  var name = "a name that is too long to be kept inline"

  static let fields: ParameterFields<Listed> = [
    .init("a", \.a), .init("b", \.b), .init("c", \.c), .init("d", \.d), .init("e", \.e), .init("f", \.f),
    .init("g", \.g), .init("h", \.h), .init("i", \.i), .init("j", \.j),
  ]
}

/// The same by hand.
private struct ByHand: Parameters {
  var a = 1.0, b = 2.0, c = 3.0, d = 4.0, e = 5.0, f = 6.0, g = 7.0, h = 8.0, i = 9.0, j = 10.0

  var coordinates: [Double] { [a, b, c, d, e, f, g, h, i, j] }
  var paths: [String] { ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] }
  func with(coordinates x: [Double]) -> ByHand {
    ByHand(a: x[0], b: x[1], c: x[2], d: x[3], e: x[4], f: x[5], g: x[6], h: x[7], i: x[8], j: x[9])
  }
}

/// Layers of weights, decoded.
private struct Network: Codable {
  var layers = [[[Double]]](repeating: [[Double]](repeating: [Double](repeating: 0.5, count: 100), count: 10), count: 2)
}

/// What it costs to make parameters of their numbers, for every evaluation.
func shapes(rounds: Int) throws {
  let ten = (1...10).map { Double($0) }
  var table = Table(
    "Making parameters of their numbers, in nanoseconds of processor time",
    note: """
      What stands between an algorithm's point and the objective's argument; the least of \(rounds) rounds. The ratio is
      to Foundation's JSONDecoder, which makes the same value of a text.
      """,
    header: ["", "numbers", "Nadir", "JSONDecoder", "ratio"])
  func row<Shape: Sendable>(_ name: String, _ space: ParameterSpace<Shape>, decoder: (() throws -> Shape)? = nil) throws
  {
    let cost: Double = try (0..<rounds).map { _ in try callCost(of: space) }.min() ?? .nan
    let peer = try decoder.map { decode -> Double in
      try (0..<rounds).map { _ in try nanoseconds { _ in _ = consume(try decode()) } }.min() ?? .nan
    }
    table.append(name, "\(space.dimension)", text(cost), text(peer), text(peer.map { cost / $0 }, 3))
  }
  func decoding<Shape: Codable>(_ value: Shape) throws -> () throws -> Shape {
    let text = try JSONEncoder().encode(value)
    let decoder = JSONDecoder()
    return { try decoder.decode(Shape.self, from: text) }
  }
  try row("[Double]", try ParameterSpace(from: ten), decoder: decoding(ten))
  let named = Dictionary(zip("abcdefghij".map(String.init), ten), uniquingKeysWith: { a, _ in a })
  try row("[String: Double]", try ParameterSpace(from: named), decoder: decoding(named))
  try row("a struct of 10 numbers, Codable", try ParameterSpace(from: Automatic()), decoder: decoding(Automatic()))
  try row("and a text, Codable", try ParameterSpace(from: Decoded()), decoder: decoding(Decoded()))
  try row("and a text, by key paths", try ParameterSpace(from: Listed()))
  try row("a struct of 10 numbers, by hand", try ParameterSpace(from: ByHand()))
  try row("layers of weights, Codable", try ParameterSpace(from: Network()), decoder: decoding(Network()))
  table.show()
}

/// Nanoseconds per call of an objective that does nothing, each time at another point.
private func callCost<Shape>(of space: ParameterSpace<Shape>) throws -> Double {
  guard let objective = space.flattened(Objective { (p: Shape) in consume(p) }).value else { return .nan }
  var x = space.startCoordinates
  return try nanoseconds { i in
    x[0] = 1 + 1e-6 * Double(i)
    _ = try objective(x)
  }
}

/// Uses a value in a way that the compiler does not see through.
@inline(never) @_optimize(none)
@Sendable private func consume<Value>(_ value: Value) -> Double { 0 }
