import ArgumentParser
import Nadir
import NadirPlots
import NadirStudies

/// What the command line says about a chart beyond its kind.
struct ChartRequest: ParsableArguments {
  @Option(
    help: "What is along the horizontal axis: \(RunCost.words.joined(separator: ", ")); evaluations unless given.",
    completion: RunCost.completion, transform: RunCost.read)
  var against: RunCost?

  @Option(
    help: "Every value, or the best so far: \(ShownValues.words.joined(separator: ", ")); best unless given.",
    completion: ShownValues.completion, transform: ShownValues.read)
  var value: ShownValues?

  @Option(
    parsing: .upToNextOption,
    help: "The parameters, by path and with wildcards; those of a contour in pairs. All or the first unless given.")
  var parameters: [String] = []

  @Option(help: "The best value that is known, whose distance is drawn.")
  var distanceTo: Double?

  @Option(
    help: """
      Many runs one after the other, or all from one place and grey but for the best: \
      \(ShownStarts.words.joined(separator: ", ")); stacked unless given.
      """,
    completion: ShownStarts.completion, transform: ShownStarts.read)
  var starts: ShownStarts?

  @Flag(help: "Draw the values of points that were sampled to learn about the function.")
  var exploration = false

  @Option(help: "How many points of a slice or a contour are evaluated at the same time; as in the study unless given.")
  var workers: Int?

  @Flag(help: "Tell no progress of slices and contours.")
  var quiet = false

  func validate() throws {
    if let workers, workers < 1 { throw ValidationError("'--workers' is \(workers), but must be 1 or more") }
    if let distanceTo, !distanceTo.isFinite { throw ValidationError("'--distance-to' must be finite") }
  }

  /// The options that were given.
  var given: [String] {
    [
      ("--against", against != nil), ("--value", value != nil), ("--parameters", !parameters.isEmpty),
      ("--distance-to", distanceTo != nil), ("--workers", workers != nil), ("--starts", starts != nil),
      ("--exploration", exploration),
    ].filter(\.1).map(\.0)
  }

  /// The chart of runs, of which there is one where the kind is of one.
  func chart(_ kind: ChartKind, of runs: [SavedRun]) async throws -> Chart {
    let run = runs[0]
    let (cost, curve) = (against ?? .evaluations, (value ?? .best).curve)
    let references = parameters.map { ParameterReference.path($0) }
    switch kind {
    case .criterion:
      return try drawn { () throws(InvalidArgument) in
        try criterionPlot(
          runs, showing: curve, against: cost, distanceTo: distanceTo, starts: (starts ?? .stacked).arrangement,
          showsExploration: exploration)
      }
    case .parameters:
      return try drawn { () throws(InvalidArgument) in
        try parametersPlot(run, parameters: references, showing: curve, against: cost)
      }
    case .fit, .residuals:
      guard !run.record.fits.isEmpty else {
        throw CommandFailure.wrongInput("nothing can be drawn: the study of the result has no data")
      }
      return kind == .fit ? fitPlot(run) : residualPlot(run)
    case .workers:
      guard let chart = workersPlot(run) else {
        throw CommandFailure.wrongInput("nothing can be drawn: the result does not say who evaluated what when")
      }
      return chart
    case .slice, .contour:
      return try await StudyLandscape(of: run).chart(kind, over: references, workers: workers, quietly: quiet)
    }
  }
}
