import Nadir

extension StudyReader {
  /// A number of seconds that a `Duration` holds easily; it is about 30 years.
  private static let longest = 1e9

  /// - Parameter hasData: Whether the program's series are compared with data.
  mutating func objective(_ field: Field, hasData: Bool) -> (program: Program, evaluation: Study.Evaluation)? {
    let before = errors.count
    let members = members(
      of: field,
      known: [
        "command", "shell", "worker", "provides", "timeout", "start_timeout", "retries", "directory", "environment",
      ])
    let isWorker = members["worker"] != nil
    let timeout = seconds(members["timeout"])
    let startTimeout = seconds(members["start_timeout"])
    // A worker may have died of what it did before; a command that failed will most likely fail again.
    let retries = whole(members["retries"], 0...1000) ?? (isWorker ? 1 : 0)
    let directory = directory(members["directory"])
    let environment = members["environment"].map { self.environment($0) } ?? [:]
    let provides = members["provides"].map { self.provides($0) } ?? .value
    if isWorker, let provides = members["provides"] {
      report("'objective.provides' is for commands; a worker says itself what it provides", at: provides)
    } else if hasData, let provides = members["provides"] {
      report("'objective.provides' has no meaning beside 'data', which the residuals are made from", at: provides)
    }

    if !isWorker, let field = members["start_timeout"] {
      report("'objective.start_timeout' is for workers; a command's start is part of its evaluation", at: field)
    }

    let kinds = ["command", "shell", "worker"].compactMap { members[$0] }
    guard let kind = kinds.first, kinds.count == 1 else {
      // Where a key was misspelt, that is what is missing.
      guard errors.count == before else { return nil }
      report(
        kinds.isEmpty
          ? .missing(expected: "one of 'command', 'shell' and 'worker' in it")
          : .value("given by \(kinds.count) of 'command', 'shell' and 'worker'", expected: "given by one of them"),
        at: field)
      return nil
    }
    guard var program = program(kind, isShell: members["shell"] != nil) else { return nil }
    program.timeout = timeout
    program.startTimeout = startTimeout
    program.retries = retries
    program.workingDirectory = directory
    program.environment = environment
    return (program, isWorker ? .worker : .command(provides: provides))
  }

  private mutating func program(_ field: Field, isShell: Bool) -> Program? {
    if isShell {
      return text(field, expected: "a line for the shell").map { .shell($0) }
    }
    guard let elements = field.elements, !elements.isEmpty else {
      return reject(field, expected: "a list of arguments such as [python3, sim.py], or 'shell' with a line")
    }
    let arguments = elements.compactMap { argument -> String? in
      guard let text = argument.text else { return reject(argument, expected: "text; quote what holds braces") }
      return text
    }
    return arguments.count == elements.count ? Program(arguments: arguments) : nil
  }

  mutating func seconds(_ field: Field?) -> Duration? {
    number(field, expected: "a number of seconds above 0") { $0 > 0 && $0 <= Self.longest }.map { .seconds($0) }
  }

  /// The folder that the program runs in, as a path that this process understands.
  private mutating func directory(_ field: Field?) -> String {
    let path = field.flatMap { text($0, expected: "a path, relative to the folder of the study") }
    return resolve(path ?? "", besides: file)
  }

  private mutating func environment(_ field: Field) -> [String: String] {
    var environment: [String: String] = [:]
    for (key, value) in pairs(of: field, expected: "a mapping from names to texts") {
      guard let name = key.text, !name.isEmpty, !name.contains(where: { $0 == "=" || $0 == "\0" }) else {
        reject(key, expected: "the name of a variable")
        continue
      }
      if let text = text(value, expected: "text") { environment[name] = text }
    }
    return environment
  }

  /// A word, or a list of words.
  private mutating func provides(_ field: Field) -> Demand {
    let known: [(name: String, demand: Demand)] = [
      ("value", .value), ("gradient", [.value, .gradient]), ("residuals", .residuals),
      ("jacobian", [.residuals, .jacobian]),
    ]
    let names = known.map(\.name)
    var demand: Demand = []
    for element in field.elements ?? [field] {
      if let (_, named) = known.first(where: { $0.name == element.text }) {
        demand.formUnion(named)
      } else {
        reject(element, expected: "some of \(names.joined(separator: ", "))" + element.suggestion(among: names))
      }
    }
    return demand.isEmpty ? .value : demand
  }
}
