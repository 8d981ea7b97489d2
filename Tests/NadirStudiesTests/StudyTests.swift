import Nadir
import NadirStudies
import Testing

@Suite struct StudyTests {
  @Test func everythingThatCanBeSaidIsRead() throws {
    let study = try Study(
      yaml: """
        name: all of it
        objective:
          command: [python3, sim.py, "{rate}", 7, -x]
          provides: [value, gradient]
          timeout: 1.5
          retries: 2
          directory: model
          environment: {THREADS: 1, MODE: fast}
        parameters:
          rate: {start: 2, lower: 0, upper: .inf, scale: 10}
          size: 1e-3
          beta: {start: [1, 2, 3], lower: [0, null, "-Infinity"], upper: 9, fixed: [false, true, false], scale: 2}
          gamma: {start: [4, 5], upper: Infinity, fixed: true}
        direction: maximize
        algorithm: {name: lbfgsb, memory: 5, gradient_tolerance: 1e-8}
        differences: central
        workers: 3
        budget: {evaluations: 100, iterations: 10, seconds: 2.5, target: -3}
        seed: 42
        on_failure: 1e6
        """, file: "studies/all.yaml")

    #expect(study.name == "all of it")
    #expect(study.program.arguments == ["python3", "sim.py", "{rate}", "7", "-x"])
    #expect(study.program.timeout == .seconds(1.5))
    #expect(study.program.retries == 2)
    #expect(study.program.workingDirectory == "studies/model")
    #expect(study.program.environment == ["THREADS": "1", "MODE": "fast"])
    #expect(study.evaluation == .command(provides: [.value, .gradient]))
    #expect(study.objective.program.environment["NADIR_SEED"] == "42")

    #expect(study.start.paths == ["rate", "size", "beta[0]", "beta[1]", "beta[2]", "gamma[0]", "gamma[1]"])
    #expect(study.start.coordinates == [2, 1e-3, 1, 2, 3, 4, 5])
    #expect(study.lower.coordinates == [0, -.infinity, 0] + [Double](repeating: -.infinity, count: 4))
    #expect(study.upper.coordinates == [.infinity, .infinity, 9, 9, 9, .infinity, .infinity])
    #expect(study.fixed == ["beta[1]", "gamma[0]", "gamma[1]"])
    #expect(study.scale.coordinates == [10, 1, 2, 2, 2, 1, 1])
    #expect(study.start.json.description == #"{"rate":2.0,"size":0.001,"beta":[1.0,2.0,3.0],"gamma":[4.0,5.0]}"#)

    #expect(study.direction == .maximize)
    let algorithm = try #require(study.algorithm as? LBFGSB)
    #expect(algorithm.memory == 5)
    #expect(algorithm.tolerances.gradient == 1e-8)
    #expect(study.differences == .central)
    #expect(study.workers == 3)
    #expect(study.budget == Budget(evaluations: 100, iterations: 10, time: .seconds(2.5), target: -3))
    #expect(study.seed == 42)
    #expect(study.failurePolicy == .penalty(1e6))
  }

  @Test func littleIsEnough() throws {
    let study = try Study(
      yaml: """
        objective: {worker: [./worker]}
        parameters: {x: 1}
        budget:
        """, file: "fit.yaml")
    #expect(study.name == "fit")
    #expect(study.evaluation == .worker)
    #expect(study.program.workingDirectory == "./")
    #expect(study.program.retries == 1)
    #expect(study.direction == .minimize)
    #expect(study.algorithm is Automatic)
    #expect(study.differences == .forward)
    #expect(study.workers >= 1)
    #expect(study.budget == .unlimited)
    #expect(study.failurePolicy == .worst)
    #expect(study.seed == 0)
  }

  @Test func aWorkersStartHasALimitOfItsOwn() throws {
    let study = try Study(
      yaml: "objective: {worker: [./worker], timeout: 2, start_timeout: 90}\nparameters: {x: 1}", file: "a.yaml")
    #expect(study.program.timeout == .seconds(2))
    #expect(study.program.startTimeout == .seconds(90))
  }

  @Test func aShellLineIsAskedFor() throws {
    let study = try Study(yaml: "objective: {shell: 'echo {x} | cat'}\nparameters: {x: 1}", file: "a.yaml")
    #expect(study.program.arguments == ["/bin/sh", "-c", "echo {x} | cat"])
    #expect(study.program.retries == 0)
  }

  @Test(arguments: [("worst", FailurePolicy.worst), ("stop", .rethrow), ("-2.5", .penalty(-2.5))])
  func failurePoliciesHaveNames(text: String, policy: FailurePolicy) throws {
    let study = try Study(
      yaml: "objective: {shell: 'true'}\nparameters: {x: 1}\non_failure: \(text)", file: "a.yaml")
    #expect(study.failurePolicy == policy)
  }

  @Test(arguments: [
    ("coefficients: classical", "nelder-mead"), ("restarts: 3", "NELDERMEAD"), ("value_tolerance: 1e-9", "simplex"),
    ("curvature: 0.5", "bfgs"), ("memory: 3", "scipy_lbfgsb"), ("memory: 3", "automatic"),
    ("learning_rate: 0.1, patience: 50", "adam"), ("momentum: 0.9, nesterov: true", "gradient descent"),
  ])
  func everyAlgorithmTakesItsOptions(option: String, name: String) throws {
    _ = try Study(
      yaml: "objective: {shell: 'true'}\nparameters: {x: 1}\nalgorithm: {name: \(name), \(option)}", file: "a.yaml")
  }

  @Test func anotherAlgorithmForgetsTheOptionsAndTheSameOneKeepsThem() throws {
    var study = try Study(
      yaml: "objective: {shell: 'true'}\nparameters: {x: 1}\nalgorithm: {name: lbfgsb, memory: 3}", file: "a.yaml")
    let isKnown = study.useAlgorithm(named: "L-BFGS-B")
    #expect(isKnown && (study.algorithm as? LBFGSB)?.memory == 3)
    let isOther = study.useAlgorithm(named: "nelder_mead")
    #expect(isOther && study.algorithm is NelderMead)
    let isUnknown = !study.useAlgorithm(named: "simulated annealing")
    #expect(isUnknown && study.algorithm is NelderMead)
  }
}
