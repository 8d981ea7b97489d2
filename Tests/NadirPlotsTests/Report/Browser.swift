import Foundation
import Testing

/// A headless Chromium.
struct Browser {
  /// What a page came to.
  struct Page {
    /// The document after its scripts ran.
    var document: String
    /// What scripts and policies wrote to the console.
    var console: [String]
    /// The requests that a page made; those of the browser itself are not among them.
    var requests: [String]
  }

  /// A browser that ended with a status other than 0, or was ended because it took two minutes.
  struct Failure: Error {
    var status: Int32
    var errors: String
  }

  private let executable: String

  /// `nil`, with a message, where none is installed, or where it cannot open a page, as in some containers.
  static let installed: Browser? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let names = ["chromium", "chromium-browser", "google-chrome"]
    let paths = names.flatMap { name in folders.map { "\($0)/\(name)" } }
    guard let path = paths.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      print("tests of reports in a browser are skipped: none of \(names.joined(separator: ", ")) is installed")
      return nil
    }
    let browser = Browser(executable: path)
    guard (try? browser.open("<!DOCTYPE html><p>it runs").document.contains("it runs")) == true else {
      print("tests of reports in a browser are skipped: \(path) opens no page")
      return nil
    }
    return browser
  }()

  /// Opens a page, lets its scripts run, and looks at what came of it.
  func open(_ html: String) throws -> Page {
    try inFolder { folder in
      let file = folder.appending(path: "page.html"), log = folder.appending(path: "net.json")
      try html.write(to: file, atomically: true, encoding: .utf8)
      let (output, errors) = try run(
        ["--log-net-log=\(log.path)", "--enable-logging=stderr", "--dump-dom", file.absoluteString], in: folder)
      let requests = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").filter { line in
        // What a page asks for has the page's origin as its initiator, and what the browser asks for has none.
        line.contains("\"initiator\":") && !line.contains("\"initiator\":\"not an origin\"")
      }
      return Page(
        document: output, console: errors.split(separator: "\n").filter { $0.contains(":CONSOLE") }.map(String.init),
        requests: requests.map(String.init))
    }
  }

  /// Takes a picture of a page.
  func photograph(_ html: String, to file: URL, width: Int, height: Int, isDark: Bool = false) throws {
    try inFolder { folder in
      let page = folder.appending(path: "page.html")
      try html.write(to: page, atomically: true, encoding: .utf8)
      let scheme = isDark ? ["--blink-settings=preferredColorScheme=0"] : []
      _ = try run(
        scheme + [
          "--hide-scrollbars", "--window-size=\(width),\(height)", "--screenshot=\(file.path)", page.absoluteString,
        ], in: folder)
    }
  }

  private func inFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "nadir-browser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// Runs it to its end, with a profile of its own; what it writes goes to files, so that no full pipe stops it.
  private func run(_ arguments: [String], in folder: URL) throws -> (output: String, errors: String) {
    let files = ["output", "errors"].map { folder.appending(path: $0) }
    for file in files { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments =
      [
        // Its sandbox refuses the superuser, as whom tests may run in a container.
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
        "--user-data-dir=\(folder.path)/profile",
      ] + arguments
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    let deadline = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: deadline)
    process.waitUntilExit()
    deadline.cancel()
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw Failure(status: process.terminationStatus, errors: String(texts[1].suffix(2000)))
    }
    return (texts[0], texts[1])
  }
}
