import Nadir
import NadirStudies
import Testing

@Suite struct NestedParametersTests {
  private let none = Double.infinity

  private func study(_ parameters: String) throws -> Study {
    try Study(yaml: "objective: {shell: 'true'}\nparameters:\n" + parameters, file: "a.yaml")
  }

  @Test func nodesNestAtWill() throws {
    let study = try study(
      """
        net:
          layers: [[1, 2], [3]]
          bias: {start: 4, lower: 0}
        units: [{rate: 5, size: [6]}, 7, {start: 8, fixed: true}]
      """)
    #expect(
      study.start.json.description
        == #"{"net":{"layers":[[1.0,2.0],[3.0]],"bias":4.0},"units":[{"rate":5.0,"size":[6.0]},7.0,8.0]}"#)
    #expect(
      study.lower.coordinates == [-none, -none, -none, 0, -none, -none, -none, -none])
    #expect(study.fixed == ["units[2]"])
  }

  @Test func aSpecificationIsForAllBelowAndInnerOnesGoBefore() throws {
    let study = try study(
      """
        net:
          start:
            layers: [[1, 2], [3, {start: 4, upper: 20, fixed: false}]]
            bias: {start: [5, 6], lower: null}
          lower: 0
          upper: 10
          soft_lower: 0.5
          soft_upper: 8
          fixed: true
          scale: 2
        rate: 9
      """)
    #expect(study.start.paths.count == 7)
    #expect(study.lower.coordinates == [0, 0, 0, 0, 0, 0, -none])
    #expect(study.upper.coordinates == [10, 10, 10, 20, 10, 10, none])
    #expect(study.softLower.coordinates == [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, -none])
    #expect(study.softUpper.coordinates == [8, 8, 8, 8, 8, 8, none])
    #expect(
      study.fixed == ["net.layers[0][0]", "net.layers[0][1]", "net.layers[1][0]", "net.bias[0]", "net.bias[1]"])
    #expect(study.scale.coordinates == [2, 2, 2, 2, 2, 2, 1])
  }

  @Test func whatIsSaidHasTheShapeOfTheStartAndMayBePartial() throws {
    let study = try study(
      """
        net:
          start: {layers: [[1, 2], [3]], bias: 4, rate: 5}
          lower: {layers: [[0, null], -1]}
          upper: {layers: null, bias: 6}
          fixed: {rate: true}
      """)
    #expect(study.lower.coordinates == [0, -none, -1, -none, -none])
    #expect(study.upper.coordinates == [none, none, none, 6, none])
    #expect(study.fixed == ["net.rate"])
  }

  @Test func theWholeSectionMayBeASpecification() throws {
    let study = try study("  start: {a: 1, b: {start: 2, lower: 1}}\n  lower: 0\n  transform: positive")
    #expect(study.start.paths == ["a", "b"])
    #expect(study.lower.coordinates == [0, 1])
    #expect(study.constraints == [.positive("a", "b")])
  }

  @Test func insideTheStartTheWordsOfASpecificationAreNames() throws {
    let study = try study("  range: {start: {lower: 1, upper: 2}, lower: 0}")
    #expect(study.start.paths == ["range.lower", "range.upper"])
    #expect(study.lower.coordinates == [0, 0])
  }

  @Test func aGroupMayHaveSomeOfTheWordsAsNames() throws {
    #expect(try study("  range: {lower: 1, width: 2}").start.paths == ["range.lower", "range.width"])
  }

  @Test func scalesAreToldByStartValuesAndBounds() throws {
    let study = try study(
      """
        a: {start: [-3, 0.01, {start: 7, scale: 5}], scale: start_values}
        b: {start: [1, 2, 3], lower: [0, -1, 3], upper: [10, 3, 3], scale: bounds}
        c: {start: {x: 4, y: 5}, scale: {x: start_values}}
        d: {start: 6, scale: bounds, fixed: true}
      """)
    #expect(study.scale.coordinates == [3, 0.1, 5, 10, 4, 1, 4, 1, 1])
  }

  @Test func transformsAreConstraintsOnTheirNodes() throws {
    let study = try study(
      """
        w: {start: [0.2, 0.8], transform: simplex}
        net:
          start: {rate: 2, cuts: {start: [1, 2], transform: ordered}}
        sd: {start: [1, 1, 0.5], transform: sd_correlation}
        v: {start: [1, 0, 1], transform: covariance}
        u: {start: [0.6, 0.8], transform: unit_sphere}
        p: {start: 1, transform: positive}
        s: {start: 0.5, transform: {interval: [0, 1]}}
      """)
    #expect(
      study.constraints == [
        .simplex("w"), .ordered("net.cuts"), .standardDeviationsAndCorrelations("sd"), .covariance("v"),
        .unitSphere("u"), .positive("p"), .interval(0...1, "s"),
      ])
  }

  @Test func theIntervalOfANodeIsItsBounds() throws {
    let study = try study(
      """
        a: {start: [1, 2], lower: 0, upper: 3, transform: interval}
        b: {start: {x: 1, y: 2}, lower: 0, upper: {x: 2, y: 4}, transform: interval}
        c: {start: {x: {start: 1, transform: interval}}, lower: 0, upper: 2}
        d: {start: [1, 2], lower: [1, 0], upper: [1, 3], transform: interval}
      """)
    #expect(
      study.constraints == [
        .interval(0...3, "a"), .interval(0...2, "b.x"), .interval(0...4, "b.y"), .interval(0...2, "c.x"),
        .interval(0...3, "d[1]"),
      ])
    #expect(study.upper.coordinates == [3, 3, 2, 4, 2, 1, 3])
  }

  @Test func constraintsOfTheStudyFollowThoseOfNodes() throws {
    let study = try study(
      """
        a: [1, 1]
        b: [1, 1]
        c: {start: 3, transform: positive}
        x: 0.25
        y: 1
        z: 4
        w: [0.25, 0.5]
      constraints:
        - equal: a
        - equal: ["b[0]", "b[1]"]
        - pairwise_equal: [a, b]
        - {linear: {y: 1, z: 2}, equals: 9}
        - positive: "w[*]"
        - {interval: {parameters: [x], range: [0, 1]}}
      """)
    #expect(
      study.constraints == [
        .positive("c"), .equal("a"), .equal("b[0]", "b[1]"), .pairwiseEqual("a", "b"),
        .linear(["y": 1, "z": 2], equals: 9), .positive("w[*]"), .interval(0...1, "x"),
      ])
  }
}
