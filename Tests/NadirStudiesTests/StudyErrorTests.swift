import Nadir
import NadirStudies
import Testing

/// A study with one thing wrong, where that is and what is said about it.
struct WrongStudy: Sendable, CustomTestStringConvertible {
  var yaml: String
  var position: String
  var message: String

  init(_ yaml: String, _ position: String, _ message: String) {
    self.yaml = yaml
    self.position = position
    self.message = message
  }

  var testDescription: String { message }

  /// Reads it, and expects that and nothing else to be told.
  func check() {
    do {
      _ = try Study(yaml: yaml, file: "a.yaml")
      Issue.record("no error")
    } catch {
      // A root that is no mapping has no objective and no parameters either.
      #expect(error.errors.count == (yaml == "just text" ? 3 : 1), "\(error)")
      let text = error.description
      #expect(text.hasPrefix("a.yaml\(position): error: "))
      #expect(text.contains(message))
    }
  }
}

private let start = "objective: {shell: 'true'}\nparameters: {x: 1}\n"
private let objective = "objective: {shell: 'true'}\nparameters:\n"
private let parameters = "parameters: {rate: 1, beta: [1, 2]}\nobjective:\n"

@Suite struct StudyErrorTests {
  @Test(arguments: [
    // The file as a whole
    WrongStudy("", "", "the study is empty"),
    WrongStudy("# nothing", "", "the study is empty"),
    WrongStudy("just text", ":1:1", "'the study' is \"just text\", but must be a mapping"),
    WrongStudy("a: [1", ":2:1", "no YAML: while parsing a flow sequence"),
    WrongStudy("a: 1\n\tb: 2", ":2:1", "no YAML"),
    WrongStudy("parameters: {x: 1}", ":1:1", "'objective' is missing"),
    WrongStudy("objective: {shell: 'true'}", ":1:1", "'parameters' is missing"),
    WrongStudy(start + "---\nmore: 1", ":3:1", "another document"),
    // Keys
    WrongStudy(start + "wrokers: 4", ":3:1", "unknown key 'wrokers' (did you mean 'workers'? known here: name,"),
    WrongStudy(start + "x: 4", ":3:1", "unknown key 'x' (known here: name,"),
    WrongStudy(start + "seed: 1\nworkers: 1\nseed: 2", ":3:1", "'seed' is given more than once"),
    WrongStudy(objective + "  a: 1\n  b: 2\n  a: 3", ":3:3", "'a' is given more than once"),
    WrongStudy(start + "[1]: 4", ":3:1", "unknown key"),
    // Values
    WrongStudy(start + "name: [a]", ":3:7", "'name' is a list of 1, but must be text"),
    WrongStudy(start + "direction: minimise", ":3:12", "must be minimize or maximize (did you mean 'minimize'?)"),
    WrongStudy(start + "workers: 0", ":3:10", "'workers' is 0, but must be a whole number from 1 to 65536"),
    WrongStudy(start + "workers: 2.5", ":3:10", "'workers' is 2.5"),
    WrongStudy(start + "workers: '2'", ":3:10", "'workers' is \"2\", but must be a whole number"),
    WrongStudy(start + "workers: '2'x", ":3:13", "no YAML"),
    WrongStudy(start + "seed: -1", ":3:7", "'seed' is -1, but must be a whole number from 0 to 9007199254740991"),
    WrongStudy(start + "seed: 9007199254740993", ":3:7", "'seed' is 9007199254740993"),
    WrongStudy(start + "on_failure: explode", ":3:13", "must be worst, stop, or the value"),
    WrongStudy(start + "on_failure: .inf", ":3:13", "must be worst, stop, or the value"),
    // Budget
    WrongStudy(start + "budget: 100", ":3:9", "'budget' is 100, but must be a mapping with keys such as evaluations"),
    WrongStudy(start + "budget: {evaluation: 1}", ":3:10", "did you mean 'evaluations'?"),
    WrongStudy(start + "budget: {evaluations: 0}", ":3:23", "must be a whole number of 1 or more"),
    WrongStudy(start + "budget: {iterations: -1}", ":3:22", "must be a whole number of 0 or more"),
    WrongStudy(start + "budget: {seconds: 0}", ":3:19", "must be a number of seconds above 0"),
    WrongStudy(start + "budget: {seconds: 1e300}", ":3:19", "must be a number of seconds above 0"),
    WrongStudy(start + "budget: {target: .nan}", ":3:18", "must be a finite number"),
    // Algorithm
    WrongStudy(start + "algorithm: lbfgs-c", ":3:12", "did you mean 'L-BFGS-B'?"),
    WrongStudy(start + "algorithm: {memory: 5}", ":3:12", "'algorithm.name' is missing"),
    WrongStudy(start + "algorithm: {name: bfgs, memory: 5}", ":3:25", "unknown key 'algorithm.memory'"),
    WrongStudy(start + "algorithm: {name: lbfgsb, memroy: 5}", ":3:27", "did you mean 'memory'?"),
    WrongStudy(start + "algorithm: {name: lbfgsb, memory: 1.5}", ":3:35", "must be a whole number"),
    WrongStudy(start + "algorithm: {name: lbfgsb, memory: [1]}", ":3:35", "must be a number or a word"),
    WrongStudy(start + "algorithm: {name: lbfgsb, memory: 0}", ":3:12", "memory is 0, but must be at least 1"),
    WrongStudy(start + "algorithm: {name: simplex, coefficients: new}", ":3:42", "must be adaptive or classical"),
    WrongStudy(
      start + "algorithm: {name: bfgs, differences: central}", ":3:25",
      "'algorithm.differences' is no option of an algorithm; write 'differences' beside 'algorithm'"),
    WrongStudy(
      "objective: {shell: 'true'}\nparameters: {x: {start: 1, lower: 0}}\nalgorithm: bfgs", ":3:12",
      "must be one that takes bounds"),
    // Parameters
    WrongStudy("objective: {shell: 'true'}\nparameters: 3", ":2:13", "must be a mapping from names to numbers"),
    WrongStudy("objective: {shell: 'true'}\nparameters: {}", ":2:13", "must be one parameter or more"),
    WrongStudy(objective + "  a: one", ":3:6", "'parameters.a' is \"one\", but must be a finite number or a list"),
    WrongStudy(objective + "  a: 0x10", ":3:6", "'parameters.a' is \"0x10\""),
    WrongStudy(objective + "  a: '1'", ":3:6", "'parameters.a' is \"1\""),
    WrongStudy(objective + "  a: .nan", ":3:6", "'parameters.a' is \".nan\""),
    WrongStudy(objective + "  a: []", ":3:6", "must be a list of one number or more"),
    WrongStudy(objective + "  a: [1, b]", ":3:10", "'parameters.a[1]' is \"b\""),
    WrongStudy(objective + "  a b: 1", ":3:3", "must be a name without spaces"),
    WrongStudy(objective + "  a: {lower: 1}", ":3:6", "'parameters.a.start' is missing"),
    WrongStudy(objective + "  a: {start: 1, uper: 2}", ":3:17", "did you mean 'upper'?"),
    WrongStudy(
      objective + "  a: {start: 1, lower: 3, upper: 2}", ":3:24", "3.0, but must be at most its upper bound 2.0"),
    WrongStudy(objective + "  a: {start: 1, lower: 2}", ":3:14", "1.0, but must be at least its lower bound 2.0"),
    WrongStudy(objective + "  a: {start: 9, upper: 2}", ":3:14", "9.0, but must be at most its upper bound 2.0"),
    WrongStudy(objective + "  a: {start: 9, lower: 1, upper: 2}", ":3:14", "must be within its bounds 1.0...2.0"),
    WrongStudy(objective + "  a: {start: [1, 9], upper: 2}", ":3:18", "'parameters.a.start[1]' is 9.0"),
    WrongStudy(objective + "  a: {start: 1, lower: .inf}", ":3:24", "must be a number below +infinity"),
    WrongStudy(objective + "  a: {start: 1, upper: -Infinity}", ":3:24", "must be a number above -infinity"),
    WrongStudy(
      objective + "  a: {start: 1, lower: [0]}", ":3:24", "a list of 1, but must be a number below +infinity, as"),
    WrongStudy(objective + "  a: {start: [1, 2], lower: [0]}", ":3:29", "or a list of 2, as the start is"),
    WrongStudy(objective + "  a: {start: [1, 2], lower: [0, x]}", ":3:33", "'parameters.a.lower[1]' is \"x\""),
    WrongStudy(objective + "  a: {start: 1, fixed: yes}", ":3:24", "must be true or false"),
    WrongStudy(objective + "  a: {start: 1, scale: 0}", ":3:24", "must be a finite number above 0"),
    WrongStudy(objective + "  a: {start: 1, scale: .inf}", ":3:24", "must be a finite number above 0"),
    // Objective
    WrongStudy(parameters + "  timeout: 1", ":3:3", "expected one of 'command', 'shell' and 'worker'"),
    WrongStudy(parameters + "  comand: [a]", ":3:3", "did you mean 'command'?"),
    WrongStudy(parameters + "  command: [a]\n  worker: [a]", ":3:3", "given by 2 of 'command', 'shell' and 'worker'"),
    WrongStudy(parameters + "  command: python3 sim.py", ":3:12", "must be a list of arguments such as"),
    WrongStudy(parameters + "  command: []", ":3:12", "must be a list of arguments such as"),
    WrongStudy(parameters + "  command: [a, {rate}]", ":3:16", "must be text; quote what holds braces"),
    WrongStudy(parameters + "  shell: [a]", ":3:10", "must be a line for the shell"),
    WrongStudy(parameters + "  command: [a]\n  timeout: -1", ":4:12", "must be a number of seconds above 0"),
    WrongStudy(parameters + "  command: [a]\n  retries: -1", ":4:12", "must be a whole number from 0 to 1000"),
    WrongStudy(parameters + "  command: [a]\n  directory: [b]", ":4:14", "must be a path"),
    WrongStudy(parameters + "  command: [a]\n  environment: {B: [c]}", ":4:20", "'objective.environment.B' is a list"),
    WrongStudy(
      parameters + "  command: [a]\n  provides: hessian", ":4:13",
      "must be some of value, gradient, residuals, jacobian"),
    WrongStudy(parameters + "  command: [a]\n  provides: [hessian]", ":4:14", "must be some of value, gradient"),
    WrongStudy(parameters + "  worker: [a]\n  provides: [value]", ":4:13", "a worker says itself"),
    WrongStudy(parameters + "  command: [a]\n  start_timeout: 9", ":4:18", "'objective.start_timeout' is for workers"),
    WrongStudy(parameters + "  worker: [a]\n  start_timeout: 0", ":4:18", "must be a number of seconds above 0"),
    WrongStudy(parameters + "  command: [a, '{rat}']", ":3:3", "did you mean '{rate}'?"),
    WrongStudy(parameters + "  command: [a, '{beta[2]}']", ":3:3", "'{beta[2]}', but must be the name of a parameter"),
  ])
  func isToldWithItsPlace(wrong: WrongStudy) { wrong.check() }

  @Test func allErrorsAreToldInTheOrderOfTheirLines() {
    let yaml = """
      workers: many
      parameters:
        a: {start: 1, lower: 2}
        b: {start: x}
      objective: {comand: [a]}
      seed: 1.5
      """
    let error = #expect(throws: StudyErrors.self) { try Study(yaml: yaml, file: "a.yaml") }
    #expect(error?.errors.map(\.line) == [1, 3, 4, 5, 6])
    #expect(
      error?.errors.map(\.key) == [
        "workers", "parameters.a.start", "parameters.b.start", "objective.comand", "seed",
      ])
  }

  @Test func aFileThatIsNotThereIsAnError() {
    let error = #expect(throws: StudyErrors.self) { try Study(file: "/nowhere/study.yaml") }
    #expect(error?.description == "/nowhere/study.yaml: error: the study cannot be read: No such file or directory")
  }
}
