import NadirEvaluation
import NadirParameters
import Testing

/// What is said when constraints cannot be worked with.
@Suite struct ConstraintMessageTests {
  private func message(
    _ start: [String: Double], _ constraints: [Constraint], bounds: Bounds<[String: Double]> = .none,
    fixed: [ParameterReference] = [], scale: Scale<[String: Double]> = .none
  ) -> String {
    do {
      _ = try ParameterSpace(from: start, bounds: bounds, fixed: fixed, scale: scale, constraints: constraints)
      return "accepted"
    } catch {
      return error.description
    }
  }

  @Test func aStartThatBreaksAConstraintIsShownWithBothSides() {
    #expect(
      message(["a": 1, "b": 2], [.equal("a", "b")])
        == "the start is a = 1.0 and b = 2.0, but must be the same number in both, by an equality")
    #expect(
      message(["a": 1, "b": 2], [.linear(["a": 1, "b": 2], equals: 4)])
        == "the start is 1.0·a + 2.0·b = 5.0, but must be 4.0, by a linear equality")
    let simplex = message(["a": 0.2, "b": 0.3, "c": 0.6], [.simplex("a", "b", "c")])
    #expect(simplex.contains("0.2 + 0.3 + 0.6 = 1.1") && simplex.contains("a, b, c"))
    #expect(message(["a": -1], [.positive("a")]).contains("-1.0"))
    #expect(message(["a": 1, "b": 1], [.ordered("a", "b")]).contains("1.0"))
    #expect(message(["a": 2], [.interval(0...1, "a")]).contains("2.0"))
    #expect(message(["a": 1, "b": 2, "c": 1], [.covariance("a", "b", "c")]).contains("-3.0"))
    #expect(message(["a": 1, "b": 1], [.unitSphere("a", "b")]).contains("1.41"))
  }

  @Test func pathsThatMatchNothingFindTheNearest() {
    let start = ["rate": 1.0, "size": 2]
    #expect(message(start, [.positive("rat")]).contains("did you mean 'rate'?"))
    #expect(message(start, [.equal("rate", "sise")]).contains("did you mean 'size'?"))
    #expect(message(start, [.linear(["raet": 1], equals: 1)]).contains("did you mean 'rate'?"))
    #expect(message(start, [], fixed: ["siz"]).contains("did you mean 'size'?"))
    #expect(message(start, [], scale: ["rte": 2]).contains("did you mean 'rate'?"))
    let layers = ["layers[0][0]": 1.0]
    #expect(message(layers, [], fixed: ["layer[*]"]).contains("'layer[*]'"))
  }

  @Test func twoConstraintsDoNotShareANumber() {
    let start = ["a": 0.5, "b": 0.5]
    #expect(
      message(start, [.simplex("a", "b"), .positive("a")])
        == "'a' is part of two constraints, 'simplex' and 'positive', but must be part of one")
    #expect(message(start, [.simplex("a", "b"), .linear(["a": 1], equals: 0.5)]).contains("'simplex' and 'linear'"))
    #expect(message(start, [.simplex("a", "b"), .equal("a", "b")]).contains("an equality"))
  }

  @Test func boundsAreRefusedWhereTheyCannotBeKept() {
    let start = ["a": 0.5, "b": 0.5]
    #expect(message(start, [.simplex("a", "b")], bounds: Bounds(lower: 0, upper: 1)) == "accepted")
    #expect(message(start, [.simplex("a", "b")], bounds: ["a": 0.1...1]).contains("the range of 'a' is 0.1...1.0"))
    #expect(message(start, [.linear(["a": 1, "b": 1], equals: 1)], bounds: ["b": 0...1]).contains("the range of 'b'"))
    #expect(message(start, [.positive("a")], bounds: ["a": 0.1...1]) == "accepted")
  }

  @Test func whatIsFixedLeavesItsConstraint() {
    #expect(message(["a": 0.5, "b": 0.25, "c": 0.25], [.simplex("a", "b", "c")], fixed: ["a"]) == "accepted")
    #expect(message(["a": 0.6, "b": 0.8, "c": 0], [.unitSphere("a", "b", "c")], fixed: ["a"]) == "accepted")
    #expect(message(["a": 1, "b": 2], [.ordered("a", "b")], fixed: ["a"]).contains("'a' is fixed"))
    #expect(message(["a": 1, "b": 2], [.ordered("a", "b")], fixed: ["a", "b"]) == "accepted")
    #expect(message(["a": 2, "b": 1], [.ordered("a", "b")], fixed: ["a", "b"]) != "accepted")
  }

  @Test func nonsenseIsRefused() {
    let start = ["a": 0.5, "b": 0.5]
    #expect(message(start, [.interval(0...0, "a")]).contains("0.0...0.0"))
    #expect(message(start, [.interval(0...(.infinity), "a")]).contains("inf"))
    #expect(message(start, [.covariance("a", "b")]).contains("is 2, but must be n (n + 1) / 2"))
    #expect(message(start, [.linear(["a": .nan], equals: 1)]).contains("nan"))
    #expect(message(start, [.linear(["a": 1], equals: .infinity)]).contains("inf"))
    #expect(message(start, [.positive()]).contains("missing"))
    #expect(message(start, [], scale: .bounds).contains("finite to scale by bounds"))
    #expect(message(start, [], scale: .startValues(clipping: 0)).contains("clipping"))
  }
}
