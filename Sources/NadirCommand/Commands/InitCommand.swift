import ArgumentParser

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a study, a simulator and data to begin with.",
    discussion: """
      They run as they are, need nothing but python3, and are commented. Nothing is overwritten.

      EXAMPLES:
        nadir init fit && nadir minimize fit/study.yaml
      """)

  @Argument(help: "The folder to write to, made if it is not there.", completion: .directory)
  var directory = "."

  func run() throws {
    let folder = directory.hasSuffix("/") ? directory : directory + "/"
    let files = Starter.files.map { name, text in (path: folder + name, text: text) }
    for (path, _) in files where access(path, F_OK) == 0 {
      throw CommandFailure.wrongInput("'\(path)' is already there; name another folder: nadir init DIRECTORY")
    }
    guard mkdir(directory, 0o777) == 0 || errno == EEXIST else {
      throw CommandFailure.wrongInput("'\(directory)' cannot be made: \(String(cString: strerror(errno)))")
    }
    for (path, text) in files { try OutputFile(path).write(text) }
    Console.say(
      """
      wrote \(files.map(\.path).joined(separator: ", "))
      next: nadir minimize \(folder)study.yaml
      """)
  }
}
