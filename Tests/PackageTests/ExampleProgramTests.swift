import Foundation
import Testing
import _TestSupport
import _CommandSupport

/// The documentation's programs, built and run as a user would: in packages of their own.
///
/// Their build folders are kept under `.build`, so that only the first run takes its time.
@Suite(.serialized, .alone) struct ExampleProgramTests {
  /// A package elsewhere that depends on this one by path runs the README's first example exactly as printed.
  @Test(.timeLimit(.minutes(5))) func readmesFirstExamplePrintsWhatTheReadmeSays() throws {
    let readme = try String(contentsOf: repository.appending(path: "README.md"), encoding: .utf8)
    let blocks = fencedBlocks(in: readme)
    let position = try #require(blocks.firstIndex { $0.language == "swift" })
    let example = blocks[position].text
    let promised = try #require(blocks[(position + 1)...].first { $0.language == "text" }).text

    let package = FileManager.default.temporaryDirectory.appending(path: "nadir-readme-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: package) }
    let sources = package.appending(path: "Sources/first")
    try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
    try manifest.write(to: package.appending(path: "Package.swift"), atomically: true, encoding: .utf8)
    try example.write(to: sources.appending(path: "main.swift"), atomically: true, encoding: .utf8)

    let printed = try run("first", of: package, buildingIn: "readme-example")
    #expect(withoutSeconds(printed) == withoutSeconds(promised))
  }

  /// The influenza fit as a Swift program, and as a Python program run by `nadir`, find the same optimum to 4 digits.
  @Test(.timeLimit(.minutes(5))) func influenzaFitsAgree() throws {
    let printed = try run("influenza")
    let command = try Command(
      [builtProducts.appending(path: "nadir").path, "minimize", "Examples/influenza/study.yaml", "--json", "--quiet"],
      in: repository)
    try #require(command.status == 0, "\(command.errors)")
    let fit = try JSONDecoder().decode(Fit.self, from: Data(command.output.utf8))

    for (parameter, optimum) in influenzaOptimum {
      let line = try #require(printed.split(separator: "\n").first { $0.contains(parameter) })
      let value = try #require(line.split(separator: " ").compactMap { Double($0) }.first)
      #expect((value - optimum).magnitude <= 5e-5 * optimum, "\(parameter) of the Swift program")
      let other = try #require(fit.parameters[parameter])
      #expect((other - optimum).magnitude <= 5e-5 * optimum, "\(parameter) of the Python program")
    }
  }

  /// An article's blocks are in its example as they are, and print what the article says.
  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      ("Nadir/Nadir.docc/ParametersOfAnyShape", "parameters"), ("Nadir/Nadir.docc/Derivatives", "derivatives"),
      ("Nadir/Nadir.docc/LeastSquares", "least-squares"), ("Nadir/Nadir.docc/ManyStarts", "many-starts"),
      ("Nadir/Nadir.docc/Batches", "batches"),
      ("Nadir/Nadir.docc/ParallelObjectives", "parallel-objectives"),
      ("Nadir/Nadir.docc/Processes", "processes"), ("Nadir/Nadir.docc/TrainingByGradientDescent", "training"),
      ("NadirPlots/NadirPlots.docc/PicturesOfRuns", "pictures"),
    ])
  func articlesTellWhatTheirProgramsDo(article path: String, example: String) throws {
    let article = try String(contentsOf: repository.appending(path: "Sources/\(path).md"), encoding: .utf8)
    let program = try String(contentsOf: repository.appending(path: "Examples/\(example)/main.swift"), encoding: .utf8)
    let blocks = fencedBlocks(in: article)
    for block in blocks where block.language == "swift" { #expect(program.contains(block.text), "\(block.text)") }
    let promised = blocks.filter { $0.language == "text" }.map(\.text).joined()
    let printed = try run(example)
    #expect(!promised.isEmpty && printed.hasPrefix(promised), "\(printed)")
  }

  /// As ``articlesTellWhatTheirProgramsDo``, by whichever of the two back ends is installed.
  @Test(.timeLimit(.minutes(5)), .enabled(if: hasNumPy, "python3 with numpy is not here"))
  func theArticleOnFrameworksTellsWhatItsProgramDoes() throws {
    try articlesTellWhatTheirProgramsDo(article: "Nadir/Nadir.docc/OtherFrameworks", example: "frameworks")
  }

  /// Controllers that are trained by counting, and by derivatives, swing the pendulum up; on one worker as on three.
  @Test(.timeLimit(.minutes(5))) func controllersAreTrainedBothWays() throws {
    let picture = FileManager.default.temporaryDirectory.appending(path: "nadir-pendulum-\(UUID().uuidString).svg")
    defer { try? FileManager.default.removeItem(at: picture) }
    let (printed, drawn) = try trained(on: "3")
    #expect(try trained(on: "1") == (printed, drawn))
    #expect(drawn.hasPrefix("<svg") && drawn.contains("Nelder–Mead, 3 starts") && drawn.contains("Adam, 3 starts"))
    // Untrained, a controller does nothing, and the pendulum is upright for none of the time; half of it is swinging up.
    for name in ["Nelder–Mead", "Nelder–Mead, 3 starts", "Adam, 3 starts"] {
      let row = try #require(printed.split(separator: "\n").first { $0.hasPrefix("\(name)  ") }, "\(printed)")
      let numbers = row.dropFirst(name.count).split(separator: " ").compactMap { Double($0) }
      try #require(numbers.count == 4, "\(row)")
      let (evaluations, rounds, upright, elsewhere) = (numbers[0], numbers[1], numbers[2], numbers[3])
      #expect(evaluations <= 600 && rounds < evaluations, "\(row)")
      #expect(upright > 0.5 && upright < 0.8 && elsewhere > 0.5 && elsewhere < 0.8, "\(row)")
    }

    func trained(on workers: String) throws -> (printed: String, drawn: String) {
      let printed = try run("pendulum", with: ["--quick", "--workers", workers, picture.path])
      return (withoutSeconds(printed), try String(contentsOf: picture, encoding: .utf8))
    }
  }

  /// A network that is trained on two thirds of Fisher's flowers knows the others, and is the same on one worker as on two.
  @Test(.timeLimit(.minutes(5))) func irisesAreToldApart() throws {
    let printed = try run("iris")
    #expect(try run("iris", with: ["--workers", "1"]) == printed)
    let (last, start) = (try #require(printed.split(separator: "\n").last), "held-out accuracy ")
    try #require(last.hasPrefix(start), "\(printed)")
    #expect(try #require(Double(last.dropFirst(start.count))) >= 0.96)
  }

  /// Wrong arguments are refused before anything is trained, and help is no error.
  @Test(.timeLimit(.minutes(5)), arguments: ["pendulum", "iris"])
  func wrongArgumentsAreRefused(program: String) throws {
    let help = try run(program, with: ["--help"])
    for (wrong, reason) in [(["--workers", "0"], "--workers wants a number, 1 or more"), (["--nonsense"], "nonsense")] {
      let refusal = try Command([built(program)] + wrong, in: repository)
      #expect(refusal.status == 64 && refusal.output.isEmpty)
      #expect(refusal.errors.hasPrefix("\(program): ") && refusal.errors.contains(reason), "\(refusal.errors)")
      #expect(refusal.errors.hasSuffix(help))
    }
  }

  #if canImport(_Differentiation)
    /// The compiler's derivatives are those of the tape, and the minima found with them are known ones.
    @Test(.timeLimit(.minutes(5))) func compilersDerivativesFindTheMinima() throws {
      let printed = try run("differentiable")
      let lines = printed.split(separator: "\n").map(String.init)
      func numbers(after start: String) throws -> [Double] {
        let line = try #require(lines.first { $0.hasPrefix(start) }, "\(printed)")
        return line.dropFirst(start.count).split(separator: " ").compactMap { Double($0) }
      }
      let (compiler, tape) = (try numbers(after: "by the compiler"), try numbers(after: "by a tape"))
      try #require(compiler.count == 3 && tape.count == 3, "\(printed)")
      for (a, b) in zip(compiler, tape) { #expect((a - b).magnitude <= 1e-13 * b.magnitude) }
      // The least-squares optimum of the swing, by SciPy's least_squares at tolerances of 1e-15.
      #expect(lines.contains("amplitude 1.5193 decay 0.2249"))
      #expect(lines.contains("frequency 2.438 value 0.0004 is a minimum: true"))
      #expect(lines.contains("and [0.5, 0.5] -0.25 0.25"), "\(printed)")
      #expect(lines.contains("valley [1.0, 1.0]"), "\(printed)")
      #expect(lines.contains("flat [1.0, 2.0] 3.0"), "\(printed)")
    }
  #endif

  private struct Fit: Decodable {
    var parameters: [String: Double]
  }

  private let manifest = """
    // swift-tools-version: 6.2
    import PackageDescription

    let package = Package(
      name: "first",
      platforms: [.macOS(.v26)],
      dependencies: [.package(name: "nadir", path: "\(repository.path)")],
      targets: [.executableTarget(name: "first", dependencies: [.product(name: "Nadir", package: "nadir")])])

    """

  /// Builds a product of a package, the examples unless given, and returns what it prints.
  private func run(
    _ product: String, with arguments: [String] = [], of package: URL = repository.appending(path: "Examples"),
    buildingIn folder: String = "examples"
  ) throws -> String {
    let scratch = repository.appending(path: ".build/\(folder)")
    let build = try Command(
      ["swift", "build", "--quiet", "--product", product, "--scratch-path", scratch.path, "--disable-sandbox"],
      in: package)
    try #require(build.status == 0, "\(build.output)\(build.errors)")
    let program = try Command([built(product, in: folder)] + arguments, in: package)
    try #require(program.status == 0, "\(program.errors)")
    return program.output
  }

  /// Where a product is when it has been built.
  private func built(_ product: String, in folder: String = "examples") -> String {
    repository.appending(path: ".build/\(folder)/debug/\(product)").path
  }

  /// The seconds that a run took are the one thing in its report that differs from run to run.
  private func withoutSeconds(_ report: String) -> String {
    report.replacing(#/ *[0-9.e-]+ s$/#.anchorsMatchLineEndings(), with: " … s")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// The least-squares optimum of the influenza fit, by SciPy with an integrator at tolerances of 1e-12.
let influenzaOptimum = ["transmission": 1.788106, "recovery": 0.455701, "infected": 2.093429]

/// Whether the python3 that `PATH` names first has NumPy.
private let hasNumPy = (try? Command(["python3", "-c", "import numpy"], in: repository))?.status == 0

/// The blocks between ``` and ``` of a Markdown text, with their languages.
func fencedBlocks(in markdown: String) -> [(language: String, text: String)] {
  var blocks: [(language: String, text: String)] = []
  var isInside = false
  for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.hasPrefix("```") {
      if !isInside { blocks.append((String(line.dropFirst(3)), "")) }
      isInside.toggle()
    } else if isInside {
      blocks[blocks.count - 1].text += line + "\n"
    }
  }
  return blocks
}
