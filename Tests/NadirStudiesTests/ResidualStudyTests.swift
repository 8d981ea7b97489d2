import Nadir
import NadirStudies
import Testing

private let begin = "objective: {shell: 'true', provides: residuals}\nparameters: {x: 1}\n"
private let values = "objective: {shell: 'true'}\nparameters: {x: 1}\n"
private let worker = "objective: {worker: [w]}\nparameters: {x: 1}\n"

/// Least squares in studies: what the objective provides, losses, and the algorithms that need residuals.
@Suite struct ResidualStudyTests {
  private static let offers: [(String, Demand)] = [
    ("residuals", .residuals), ("[residuals]", .residuals), ("[residuals, jacobian]", [.residuals, .jacobian]),
    ("jacobian", [.residuals, .jacobian]), ("value", .value), ("gradient", [.value, .gradient]), ("[]", .value),
    ("[value, residuals]", [.value, .residuals]),
  ]

  @Test(arguments: offers)
  func providesIsAWordOrAList(text: String, provides: Demand) throws {
    let study = try Study(
      yaml: "objective: {shell: 'true', provides: \(text)}\nparameters: {x: 1}", file: "a.yaml")
    #expect(study.evaluation == .command(provides: provides) && study.provides == provides)
  }

  @Test(arguments: [
    ("squares", Loss.squares), ("{huber: 1.5}", .huber(scale: 1.5)), ("{soft_l1: 2}", .softL1(scale: 2)),
    ("{cauchy: 1e-3}", .cauchy(scale: 1e-3)), ("{arctan: 3}", .arctan(scale: 3)),
    ("{tukey: 4.685}", .tukey(scale: 4.685)),
  ])
  func everyLossHasAName(text: String, loss: Loss) throws {
    let study = try Study(yaml: begin + "loss: \(text)", file: "a.yaml")
    #expect(study.loss == loss && study.objective.reading == ResidualReading(loss: loss))
    #expect(try Study(yaml: worker + "loss: \(text)", file: "a.yaml").loss == loss)
  }

  /// A value and a gradient that the program gives are not those under the loss.
  @Test func underALossOnlyResidualsAreProvided() throws {
    let study = try Study(
      yaml: "objective: {shell: 'true', provides: [gradient, residuals]}\nparameters: {x: 1}\nloss: {huber: 1}",
      file: "a.yaml")
    #expect(study.provides == .residuals)
  }

  @Test func aWorkersOfferIsNotKnown() throws {
    #expect(try Study(yaml: worker, file: "a.yaml").provides == nil)
    // It may give residuals.
    let study = try Study(yaml: worker + "algorithm: levenberg-marquardt", file: "a.yaml")
    #expect(study.algorithm is LevenbergMarquardt)
  }

  @Test(arguments: ["lm", "Levenberg-Marquardt", "{name: levenberg-marquardt, initial_radius: 1}"])
  func leastSquaresTakesResiduals(algorithm: String) throws {
    let study = try Study(yaml: begin + "algorithm: \(algorithm)", file: "a.yaml")
    #expect(study.algorithm is LevenbergMarquardt)
  }

  @Test func theAutomaticChoiceHasTheOptionsOfWhatItChooses() throws {
    let study = try Study(yaml: begin + "algorithm: {name: automatic, initial_radius: 1}", file: "a.yaml")
    #expect((study.algorithm as? LevenbergMarquardt)?.initialRadius == 1)
  }

  @Test(arguments: [
    WrongStudy(
      begin + "loss: huber", ":3:7", "'loss' is \"huber\", but must be squares, or one of huber, soft_l1, cauchy"),
    WrongStudy(begin + "loss: caucy", ":3:7", "with its scale, such as {cauchy: 1.5}"),
    WrongStudy(begin + "loss: {huver: 1}", ":3:8", "unknown key 'loss.huver' (did you mean 'huber'?"),
    WrongStudy(begin + "loss: {huber: 0}", ":3:15", "'loss.huber' is 0, but must be a finite number above 0"),
    WrongStudy(begin + "loss: {huber: .inf}", ":3:15", "must be a finite number above 0"),
    WrongStudy(begin + "loss: {huber: a}", ":3:15", "must be a finite number above 0"),
    WrongStudy(begin + "loss: {huber: 1, cauchy: 1}", ":3:7", "'loss' is a mapping, but must be squares, or one of"),
    WrongStudy(begin + "loss: 1.5", ":3:7", "'loss' is 1.5, but must be squares, or one of"),
    WrongStudy(
      values + "loss: {huber: 1}", ":3:7", "'loss' is for residuals; add 'provides: residuals' to the objective"),
    WrongStudy(
      begin + "loss: {huber: 1}\ndirection: maximize", ":4:12",
      "'direction' is \"maximize\", but must be minimize, because 'loss' is for least squares"),
    WrongStudy(
      values + "algorithm: lm", ":3:12",
      "the objective is without residuals, but must be one that gives residuals, which Levenberg-Marquardt needs: let the "
        + "program print {\"residuals\": […]} and add 'provides: residuals' to the objective, or compare its series with "
        + "'data'"),
    WrongStudy(
      begin + "direction: maximize\nalgorithm: lm", ":4:12",
      "the algorithm is Levenberg-Marquardt, but must be one that can maximize; sums of squares are minimized"),
    WrongStudy(
      values + "direction: maximize\nalgorithm: lm", ":4:12", "must be one that can maximize"),
    WrongStudy(
      "objective: {shell: 'true', provides: residuals}\nparameters: {x: {start: 1, lower: 0}}\nalgorithm: lm", ":3:12",
      "the algorithm is Levenberg-Marquardt, but must be one that takes bounds"),
    WrongStudy(
      "objective: {shell: 'true', provides: residual}\nparameters: {x: 1}", ":1:38", "(did you mean 'residuals'?)"),
    WrongStudy(worker.replacing("[w]", with: "[w], provides: residuals"), ":1:36", "a worker says itself"),
  ])
  func mistakesAreToldWithTheirPlace(wrong: WrongStudy) { wrong.check() }

  @Test func dataLeaveNothingToProvideAndNothingToMaximize() throws {
    let folder = try StudyFolder()
    try folder.write("m\n1", to: "m.csv")
    let error = #expect(throws: StudyErrors.self) {
      try Study(
        yaml: begin + "data: {file: m.csv, observed: m}\ndirection: maximize", file: folder.path + "/study.yaml")
    }
    #expect(
      error?.errors.map(\.message) == [
        "'objective.provides' has no meaning beside 'data', which the residuals are made from",
        "'direction' is \"maximize\", but must be minimize, because 'data' is for least squares",
      ])
  }
}
