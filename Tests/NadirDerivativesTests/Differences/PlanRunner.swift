import NadirScalars
import Foundation
@testable import NadirDerivatives
import NadirEvaluation
import NadirLinear
import Testing

/// What a plan came to, and what it took.
struct Resolved<Estimate> {
  var estimate: Estimate
  /// The points of each round.
  var rounds: [Int]
  var evaluations: Int { rounds.reduce(0, +) }
}

/// Evaluates a plan to its end, and requires that its points are in the box and never the same.
func resolve<Plan: DifferencePlan>(
  _ plan: Plan, in box: Box, known: [[Double]] = [], _ f: ([Double]) -> Plan.Value?
) throws -> Resolved<Plan.Estimate> {
  var plan = plan
  var rounds: [Int] = []
  var seen = Set(known)
  while true {
    let points = (0..<plan.points.count).map { plan.points[$0] }
    for point in points {
      try #require(box.contains(point), "\(point) in \(box)")
      try #require(seen.insert(point).inserted, "\(point) once")
    }
    rounds.append(points.count)
    switch try plan.combine(points.map(f)) {
    case .finished(let estimate): return Resolved(estimate: estimate, rounds: rounds)
    case .repair(let next):
      try #require(rounds.count < 20 && next.points.count > 0)
      plan = next
    }
  }
}

extension Differences {
  /// The formula for ∂f/∂xᵢ, where one step makes it.
  func formula(forCoordinate i: Int, at x: [Double], in box: Box, attempt: Int) -> DifferenceFormula? {
    guard let stencil = stencil(forCoordinate: i, at: x, in: box, attempt: attempt),
      case .formula(let formula) = stencil.points
    else { return nil }
    return formula
  }
}

func largestDifference(_ a: Matrix, _ b: Matrix) -> Double {
  zip(a.elements, b.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

/// A box around x whose bounds are often x itself or close to it, with room to one side at least.
func randomBox(around x: [Double], least: Double, using generator: inout some RandomNumberGenerator) -> Box {
  var lower: [Double] = []
  var upper: [Double] = []
  for xi in x {
    var rooms = [0.0, 0.0]
    for side in 0...1 {
      rooms[side] =
        [0, least * pow(10, Double.random(in: 0...4, using: &generator)), .infinity]
        .randomElement(using: &generator) ?? 0
    }
    if rooms.max() == 0 { rooms[0] = least }
    lower.append(xi - rooms[0])
    upper.append(xi + rooms[1])
  }
  return Box(lower: lower, upper: upper)
}
