import Nadir
import NadirPlots
import NadirStudies

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The study of a result, to be evaluated again around its best point.
struct StudyLandscape {
  private let study: Study
  private let run: SavedRun

  /// - Throws: A failure where the study is gone or has changed.
  init(of run: SavedRun) throws {
    guard let provenance = run.provenance else {
      throw CommandFailure.wrongInput("the result does not say which study it is of, so that nothing can be evaluated")
    }
    let path = provenance.study.hasPrefix("/") ? provenance.study : "\(provenance.directory)/\(provenance.study)"
    guard access(path, R_OK) == 0 else {
      throw CommandFailure.wrongInput(
        "the study '\(path)' of the result cannot be read: \(String(cString: strerror(errno))); slices and contours "
          + "evaluate it again")
    }
    let study = try Study(file: path)
    guard study.text == provenance.text else {
      throw CommandFailure.wrongInput(
        "the study '\(path)' has changed since the result was written; run it again: nadir minimize … --output FILE")
    }
    self.study = study
    self.run = run
  }

  /// The value along parameters, or over pairs of them, all of it in one batch, whose progress is shown meanwhile.
  func chart(
    _ kind: ChartKind, over references: [ParameterReference], workers: Int?, quietly: Bool
  ) async throws -> Chart {
    var study = study
    if let provenance = run.provenance { study.seed = provenance.seed }
    let space: ParameterSpace<StudyParameters>
    let best: [Double]
    do throws(InvalidArgument) {
      space = try study.parameters.space()
      best = try space.coordinates(ofNumbers: run.record.rows.map(\.best))
    } catch {
      throw CommandFailure.wrongInput("\(study.file): \(error)")
    }
    guard !best.isEmpty else { throw CommandFailure.wrongInput("nothing can be drawn: all parameters are fixed") }
    if kind == .contour, references.isEmpty, best.count != 2 { throw needsPairs(count: best.count) }
    let width = workers ?? study.workers
    let progress = Progress()
    let program = WatchedProgram(objective: study.objective, progress: progress)
    let line = ProgressLine(workers: width, budget: .unlimited)
    let attempt = await showing(progress, as: line, quietly: quietly) {
      await interruptible { [run] () async -> Result<Chart, PlotError> in
        do throws(PlotError) {
          guard kind == .contour else {
            return .success(
              try await slicePlot(of: program, in: space, at: best, parameters: references, on: .threads(width)))
          }
          return .success(
            try await contourPlot(
              of: program, in: space, at: best, over: Self.pairs(references), run: run, on: .threads(width)))
        } catch {
          return .failure(error)
        }
      }
    }
    switch attempt {
    case .success(let chart): return chart
    case .failure(.invalid(let argument)): throw CommandFailure.wrongInput("nothing can be drawn: \(argument)")
    case .failure(let error): throw CommandFailure.failed("\(error)")
    }
  }

  /// Which plane is drawn says itself only where there is one.
  private func needsPairs(count: Int) -> CommandFailure {
    let paths = run.record.rows.lazy.filter { !$0.isFixed }.map(\.path).prefix(2)
    let advice =
      count < 2
      ? "draw it with '--kind slice'"
      : "name pairs of them, such as --parameters \(paths.map { "'\($0)'" }.joined(separator: " "))"
    return .wrongInput(
      "'--kind contour' is over two parameters, but \(counted(count, "parameter")) "
        + "\(count == 1 ? "moves" : "move"); \(advice)")
  }

  /// Every two that follow each other.
  private static func pairs(_ references: [ParameterReference]) -> [(ParameterReference, ParameterReference)] {
    stride(from: 0, to: references.count - 1, by: 2).map { (references[$0], references[$0 + 1]) }
  }
}
