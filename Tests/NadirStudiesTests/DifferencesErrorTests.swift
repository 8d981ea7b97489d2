import Nadir
import NadirStudies
import Testing

private let start = "objective: {shell: 'true'}\nparameters: {rate: 1, layers: [[1], [2]]}\ndifferences: "
private let constrained =
  "objective: {shell: 'true'}\nparameters: {rate: 1, w: {start: [0.5, 0.5], transform: simplex}}\ndifferences: "
private let number = "must be a finite number above 0, or a mapping from paths to such"

@Suite struct DifferencesErrorTests {
  @Test(arguments: [
    // Words
    WrongStudy(
      start + "foward", ":3:14",
      "'differences' is \"foward\", but must be one of forward, backward, central, richardson, ridders, or a mapping "
        + "with 'method', a step and 'extrapolation' (did you mean 'forward'?)"),
    WrongStudy(start + "rider", ":3:14", "(did you mean 'ridders'?)"),
    WrongStudy(start + "1e-5", ":3:14", "'differences' is 1e-5, but must be one of forward"),
    WrongStudy(start + "[central]", ":3:14", "'differences' is a list of 1, but must be one of forward"),
    // Keys
    WrongStudy(
      start + "{step: 1e-5}", ":3:15",
      "unknown key 'differences.step' (known here: method, relative, absolute, noise, derivative, typical, extrapolation)"
    ),
    WrongStudy(start + "{realtive: 1e-5}", ":3:15", "did you mean 'relative'?"),
    WrongStudy(start + "{nois: 1e-5, derivative: 1}", ":3:15", "did you mean 'noise'?"),
    WrongStudy(
      start + "{method: centrel}", ":3:23", "must be forward or backward or central (did you mean 'central'?)"),
    WrongStudy(
      start + "{method: ridders}", ":3:23",
      "'differences.method' is \"ridders\", but must be forward or backward or central; what extrapolates them is "
        + "'extrapolation'"),
    WrongStudy(start + "{method: [central]}", ":3:23", "must be forward or backward or central"),
    // Numbers
    WrongStudy(start + "{relative: 0}", ":3:25", "'differences.relative' is 0, but \(number)"),
    WrongStudy(start + "{absolute: -1}", ":3:25", "'differences.absolute' is -1, but \(number)"),
    WrongStudy(start + "{absolute: [1, 2]}", ":3:25", "'differences.absolute' is a list of 2, but \(number)"),
    WrongStudy(start + "{relative: small}", ":3:25", "'differences.relative' is \"small\", but \(number)"),
    WrongStudy(start + "{typical: .inf}", ":3:24", "'differences.typical' is .inf, but \(number)"),
    WrongStudy(start + "{noise: 0}", ":3:22", "'differences.noise' is 0, but must be a finite number above 0"),
    WrongStudy(start + "{noise: {rate: 1}}", ":3:22", "is a mapping, but must be a finite number above 0"),
    WrongStudy(start + "{noise: 1, derivative: 0}", ":3:37", "'differences.derivative' is 0, but \(number)"),
    WrongStudy(start + "{absolute: {}}", ":3:25", "must be one path or more with a number"),
    // Numbers by path
    WrongStudy(
      start + "{relative: {rate: 0}}", ":3:32", "'differences.relative.rate' is 0, but must be a finite number above 0"),
    WrongStudy(
      start + "{relative: {rat: 1}}", ":3:26",
      "'differences.relative.rat' is 'rat', but must be the name or path of a parameter (did you mean 'rate'? known: rate,"
    ),
    WrongStudy(
      start + #"{absolute: {rate: 1, "layer[*]": 1}}"#, ":3:35",
      "'differences.absolute.layer[*]' is 'layer[*]', but must be the name or path of a parameter (did you mean 'layers[*]'?"
    ),
    WrongStudy(start + #"{typical: {"layers[2]": 1}}"#, ":3:25", "'layers[2]', but must be the name or path"),
    WrongStudy(start + "{noise: 1, derivative: {x: 1}}", ":3:38", "'differences.derivative.x' is 'x'"),
    WrongStudy(start + "{absolute: {[a]: 1}}", ":3:26", "must be the path of a parameter"),
    // Parameters that are no coordinates
    WrongStudy(
      constrained + "{absolute: {rate: 1, w: 1}}", ":3:35",
      "'differences.absolute.w' is for 'w[0]', which moves by the constraint 'simplex', but must be for parameters that "
        + "move by themselves"),
    WrongStudy(constrained + "{absolute: 0.1}", ":3:25", "'differences.absolute' is for 'w[0]', which moves by"),
    WrongStudy(constrained + "{typical: 0.1}", ":3:24", "'differences.typical' is for 'w[0]', which moves by"),
    WrongStudy(constrained + "{noise: 1, derivative: 1}", ":3:37", "'differences.derivative' is for 'w[0]', which"),
    WrongStudy(constrained + #"{relative: {"w[1]": 1}}"#, ":3:26", "is for 'w[1]', which moves by"),
    // Contradictions
    WrongStudy(
      start + "{relative: 1, noise: 1}", ":3:35",
      "'differences.noise' contradicts 'relative': only one of relative, absolute, noise gives the step"),
    WrongStudy(
      start + "{derivative: 2, absolute: 1, noise: 1}", ":3:50", "'differences.noise' contradicts 'absolute'"),
    WrongStudy(start + "{derivative: 2}", ":3:27", "'differences.derivative' is for 'noise', which is not given"),
    WrongStudy(
      start + "{noise: 1, derivative: 2, extrapolation: ridders}", ":3:37",
      "'differences.derivative' is for a single step, and 'extrapolation' takes several"),
    WrongStudy(
      start + "{absolute: 1, typical: 2}", ":3:37",
      "'differences.typical' plays no part in steps that are given for all parameters"),
    WrongStudy(start + "{noise: 1, derivative: 1, typical: {rate: 2}}", ":3:49", "'differences.typical' plays no part"),
    // Extrapolations
    WrongStudy(
      start + "{extrapolation: rider}", ":3:30", "must be richardson or ridders (did you mean 'ridders'?)"),
    WrongStudy(start + "{extrapolation: {name: best}}", ":3:37", "'differences.extrapolation.name' is \"best\""),
    WrongStudy(start + "{extrapolation: {choice: best}}", ":3:31", "(known here: name, levels, ratio)"),
    WrongStudy(
      start + "{extrapolation: {levels: 1}}", ":3:39",
      "'differences.extrapolation.levels' is 1, but must be a whole number from 2 to 30"),
    WrongStudy(start + "{extrapolation: {levels: 31}}", ":3:39", "must be a whole number from 2 to 30"),
    WrongStudy(start + "{extrapolation: {ratio: 1}}", ":3:38", "must be a finite number above 1"),
    WrongStudy(start + "{extrapolation: [ridders]}", ":3:30", "is a list of 1, but must be richardson or ridders"),
    // What is no number in the unit of a coordinate
    WrongStudy(
      "objective: {shell: 'true'}\nparameters: {x: {start: 1, scale: 1e-300}}\ndifferences: {absolute: 1e300}", ":3:14",
      "'differences': in units of the parameters' scales, step.absolute[0] is inf, but must be a positive number"),
  ])
  func isToldWithItsPlace(wrong: WrongStudy) { wrong.check() }

  @Test func allErrorsAreTold() {
    let yaml = """
      objective: {shell: 'true'}
      parameters: {rate: 1, b: 2}
      differences:
        method: centre
        relative:
          rat: 1e-4
          b: -1
          bb: 0
        typical: none
        extrapolation: {levels: 1, ratio: 0}
      """
    let error = #expect(throws: StudyErrors.self) { try Study(yaml: yaml, file: "a.yaml") }
    #expect(error?.errors.map(\.line) == [4, 6, 7, 8, 8, 9, 10, 10])
  }

  /// Paths mean nothing where the parameters are wrong; the numbers are checked all the same.
  @Test func numbersAreCheckedBesideWrongParameters() {
    let yaml = "objective: {shell: 'true'}\nparameters: {x: one}\ndifferences: {absolute: {y: 0}}"
    let error = #expect(throws: StudyErrors.self) { try Study(yaml: yaml, file: "a.yaml") }
    #expect(error?.errors.map(\.key) == ["parameters.x", "differences.absolute.y"])
  }
}
