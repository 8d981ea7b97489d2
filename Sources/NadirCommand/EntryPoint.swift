import ArgumentParser
import Nadir
import NadirStudies

/// Runs a command and makes its end the exit status: 0 converged or done, 1 stopped or failed, 2 wrong input.
@main
enum EntryPoint {
  static func main() async {
    do {
      var command = try RootCommand.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      if Console.isOutputLost { Console.exit(.unsuccessful) }
    } catch let failure as CommandFailure {
      Console.complain("error: \(failure.message)")
      Console.exit(failure.status)
    } catch let errors as StudyErrors {
      Console.complain(errors.description)
      Console.exit(.wrongInput)
    } catch {
      let message = RootCommand.fullMessage(for: error)
      let code = RootCommand.exitCode(for: error)
      if code.isSuccess { Console.say(message) } else if !message.isEmpty { Console.complain(message) }
      Console.exit(code == .validationFailure ? .wrongInput : ExitStatus(rawValue: code.rawValue) ?? .unsuccessful)
    }
  }
}

struct RootCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nadir",
    abstract: "Finds the parameters at which your program's result is smallest, on all your cores.",
    discussion: """
      EXAMPLES:
        nadir init fit                     write a study to begin with
        nadir check fit/study.yaml         see whether it can run
        nadir minimize fit/study.yaml      run it
        nadir algorithms                   see what it can be run with
        nadir plot result.json -o run.svg  draw what '--output result.json' kept
        nadir report result.json -o run.html

      EXIT STATUS:
        0  converged, or done
        1  stopped before, not converged, or the objective failed at the start
        2  wrong input
      """,
    version: "nadir \(nadirVersion)",
    subcommands: [
      MinimizeCommand.self, PlotCommand.self, ReportCommand.self, InitCommand.self, AlgorithmsCommand.self,
      CheckCommand.self,
    ])
}

enum ExitStatus: Int32, Sendable {
  case success = 0
  case unsuccessful = 1
  case wrongInput = 2
  /// The status that shells give a program that SIGINT ended.
  case interrupted = 130
}

/// Why a command cannot go on, in one line.
struct CommandFailure: Error {
  var message: String
  var status: ExitStatus

  static func wrongInput(_ message: String) -> CommandFailure { CommandFailure(message: message, status: .wrongInput) }

  static func failed(_ message: String) -> CommandFailure { CommandFailure(message: message, status: .unsuccessful) }

  /// What the library found wrong with the study in `file`, or with its objective.
  init(_ error: OptimizationError, in file: String) {
    switch error {
    case .invalid: self.init(message: "\(file): \(error)", status: .wrongInput)
    case .evaluationFailed(_, let best, _, _):
      let point = best.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
      self.init(message: "\(error); the best point until then: \(point)", status: .unsuccessful)
    case .startFailed:
      self.init(message: "\(error)\n'nadir check \(file)' shows what it printed", status: .unsuccessful)
    case .journalDiverged: self.init(message: "\(error)", status: .unsuccessful)
    }
  }

  private init(message: String, status: ExitStatus) {
    self.message = message
    self.status = status
  }
}
