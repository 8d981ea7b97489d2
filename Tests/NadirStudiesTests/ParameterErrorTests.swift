import Nadir
import NadirStudies
import Testing

private let objective = "objective: {shell: 'true'}\nparameters:\n"
private let constraints = "objective: {shell: 'true'}\nparameters: {a: 1, b: 2, w: [0.5, 0.5]}\nconstraints:\n"

@Suite struct ParameterErrorTests {
  @Test(arguments: [
    // What is a specification
    WrongStudy(objective + "  a: {lower: 0, upper: 2}", ":3:6", "'parameters.a.start' is missing; expected the values"),
    WrongStudy(objective + "  lower: 0", ":3:3", "(parameters of these names are written inside 'start')"),
    WrongStudy(
      objective + "  a: {strat: 1, lower: 0}", ":3:7", "unknown key 'parameters.a.strat' (did you mean 'start'?"),
    WrongStudy(objective + "  a: {start: null, lower: 0}", ":3:6", "'parameters.a.start' is missing"),
    WrongStudy(
      objective + "  a: {start: {b: 1}, lowr: 0}", ":3:22", "(did you mean 'lower'? known here: start, lower,"),
    WrongStudy(objective + "  start: 1", ":3:10", "must be a mapping from names to numbers"),
    WrongStudy(objective + "  start: [1]", ":3:10", "must be a mapping from names to numbers"),
    // Nodes
    WrongStudy(objective + "  a: {b: {}}", ":3:10", "'parameters.a.b' is a mapping, but must be one parameter or more"),
    WrongStudy(objective + "  a: {b: [1, []]}", ":3:14", "'parameters.a.b[1]' is a list of 0"),
    WrongStudy(objective + "  a: [1, {b: x}]", ":3:14", "'parameters.a[1].b' is \"x\", but must be a finite number"),
    WrongStudy(objective + "  a: {b c: 1}", ":3:7", "must be a name without spaces"),
    WrongStudy(objective + "  a: {start: [1, {b: x}]}", ":3:22", "'parameters.a.start[1].b' is \"x\""),
    // The shape of what is said
    WrongStudy(
      objective + "  a: {start: {b: 1, rate: 2}, lower: {rat: 0}}", ":3:39",
      "unknown key 'parameters.a.lower.rat' (did you mean 'rate'? known here: b, rate)"),
    WrongStudy(
      objective + "  a: {start: {b: [1, 2]}, lower: {b: [0]}}", ":3:38",
      "'parameters.a.lower.b' is a list of 1, but must be a number below +infinity, or a list of 2, as the start is"),
    WrongStudy(objective + "  a: {start: {b: 1}, fixed: [true]}", ":3:29", "or a mapping with names of the start"),
    WrongStudy(
      objective + "  a: {start: [[1], [2, 3]], upper: [9, [9]]}", ":3:40", "'parameters.a.upper[1]' is a list"),
    WrongStudy(objective + "  a: {start: 1, lower: {b: 0}}", ":3:24", "as the start is"),
    // Bounds
    WrongStudy(
      objective + "  a: {start: {b: [1, 2], c: -1}, lower: 0}", ":3:29",
      "'parameters.a.start.c' is -1.0, but must be at least its lower bound 0.0"),
    WrongStudy(
      objective + "  a: {start: {b: {start: 1, upper: 2}, c: 9}, lower: 8, upper: 9}", ":3:54",
      "8.0, but must be at most its upper bound 2.0 (of 'a.b')"),
    WrongStudy(
      objective + "  a: {start: 1, lower: 0, soft_lower: -1}", ":3:39",
      "'parameters.a.soft_lower' is -1.0, but must be at least its lower bound 0.0"),
    WrongStudy(
      objective + "  a: {start: [1, 1], upper: [3, 1.5], soft_upper: 2}", ":3:51",
      "2.0, but must be at most its upper bound 1.5 (of 'a[1]')"),
    WrongStudy(
      objective + "  a: {start: 1, soft_lower: 3, soft_upper: 2}", ":3:29", "at most its soft upper bound 2.0"),
    WrongStudy(objective + "  a: {start: 1, soft_lower: low}", ":3:29", "must be a number below +infinity"),
    // Scales
    WrongStudy(objective + "  a: {start: 1, scale: bound}", ":3:24", "start_values or bounds (did you mean 'bounds'?)"),
    WrongStudy(
      objective + "  a: {start: [1, 2], upper: 3, scale: bounds}", ":3:39",
      "'parameters.a.scale' is \"bounds\", but must be a number where a bound is infinite (of 'a[0]')"),
    // Transforms
    WrongStudy(
      objective + "  a: {start: 1, transform: posative}", ":3:28",
      "one of positive, ordered, simplex, covariance, sd_correlation, unit_sphere, interval or {interval: "
        + "[lower, upper]} (did you mean 'positive'?)"),
    WrongStudy(objective + "  a: {start: 1, transform: [positive]}", ":3:28", "must be one of positive, ordered"),
    WrongStudy(objective + "  a: {start: 1, transform: {intervall: [0, 2]}}", ":3:29", "did you mean 'interval'?"),
    WrongStudy(objective + "  a: {start: 1, transform: {}}", ":3:28", "'parameters.a.transform.interval' is missing"),
    WrongStudy(
      objective + "  a: {start: 1, transform: {interval: [2, 0]}}", ":3:39", "a finite number and a larger one"),
    WrongStudy(
      objective + "  a: {start: [1, 2], lower: 0, transform: interval}", ":3:43",
      "'parameters.a.transform' is \"interval\", but must be used where both bounds are finite (of 'a[0]')"),
    WrongStudy(
      objective + "  a: {start: [1, {start: 2, transform: positive}], transform: positive}", ":3:63",
      "'parameters.a.transform': 'a[1]' is part of two constraints, 'positive' and 'positive'"),
    WrongStudy(objective + "  b: 1\n  a: {start: [1, 1], transform: sd_correlation}", ":4:33", "n (n + 1) / 2"),
    // Constraints
    WrongStudy(constraints + "  equal: [a]", ":4:3", "must be a list of constraints such as {equal: [a, b]}"),
    WrongStudy(constraints + "  - equal", ":4:5", "must be a mapping with keys such as equal"),
    WrongStudy(constraints + "  - {}", ":4:5", "'constraints[0]' is missing; expected one of equal, pairwise_equal"),
    WrongStudy(constraints + "  - {equl: [a]}", ":4:6", "unknown key 'constraints[0].equl' (did you mean 'equal'?"),
    WrongStudy(constraints + "  - {simplex: w, positive: a}", ":4:5", "is of 2 kinds, but must be one of equal"),
    WrongStudy(constraints + "  - {simplex: w, equals: 1}", ":4:26", "'constraints[0].equals' is for linear"),
    WrongStudy(constraints + "  - {equal: [a, [b]]}", ":4:17", "'constraints[0].equal[1]' is a list of 1"),
    WrongStudy(constraints + "  - {equal: []}", ":4:13", "must be the path of a parameter, or a list of some"),
    WrongStudy(constraints + "  - {linear: a, equals: 1}", ":4:14", "must be a mapping from paths to weights"),
    WrongStudy(constraints + "  - {linear: {}, equals: 1}", ":4:14", "must be one weight or more"),
    WrongStudy(constraints + "  - {linear: {a: 1}}", ":4:5", "'constraints[0].equals' is missing"),
    WrongStudy(constraints + "  - {linear: {a: x}, equals: 1}", ":4:18", "'constraints[0].linear.a' is \"x\""),
    WrongStudy(constraints + "  - {linear: {a: 1}, equals: .inf}", ":4:30", "must be a finite number"),
    WrongStudy(constraints + "  - {interval: a}", ":4:16", "must be a mapping with 'parameters' and 'range'"),
    WrongStudy(
      constraints + "  - {interval: {range: [0, 1]}}", ":4:16", "'constraints[0].interval.parameters' is miss"),
    WrongStudy(
      constraints + "  - {interval: {parameters: a, range: [1]}}", ":4:39", "a finite number and a larger one"),
    // What the space of the parameters says
    WrongStudy(
      constraints + "  - {equal: w}\n  - {equal: [a, c]}\n  - {positive: b}", ":5:5",
      "'constraints[1]': a parameter of an equality is 'c', but must be the name or path of a parameter"),
    WrongStudy(constraints + "  - {simplex: rates}", ":4:5", "a parameter of the transform 'simplex' is 'rates'"),
    WrongStudy(constraints + "  - {equal: [a, b]}", ":4:5", "the start is a = 1.0 and b = 2.0, but must be the same"),
    WrongStudy(constraints + "  - {linear: {a: 1, 'w[*]': 2}, equals: 4}", ":4:5", "but must be 4.0, by a linear"),
  ])
  func isToldWithItsPlace(wrong: WrongStudy) { wrong.check() }

  @Test func allErrorsOfTheParametersAreTold() {
    let yaml = """
      objective: {shell: 'true'}
      parameters:
        a: {b: x, c: {start: 1, lower: 2}}
        d: {start: [1, 2], lower: [0, y], uper: 3}
      constraints:
        - equl: a
        - {interval: {range: 3}}
      """
    let error = #expect(throws: StudyErrors.self) { try Study(yaml: yaml, file: "a.yaml") }
    #expect(
      error?.errors.map(\.key) == [
        "parameters.a.b", "parameters.a.c.start", "parameters.d.lower[1]", "parameters.d.uper", "constraints[0].equl",
        "constraints[1].interval.parameters", "constraints[1].interval.range",
      ])
  }
}
