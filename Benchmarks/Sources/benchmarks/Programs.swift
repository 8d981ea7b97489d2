import Foundation

/// Where the Python programs of the benchmarks are.
let pythonFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Python")

/// A program built beside this one.
func neighbour(_ name: String) -> String {
  URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name).path
}

/// What a program prints, as lines of words; `nil` when it cannot be run or fails.
func output(of arguments: [String]) -> [[String]]? {
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = arguments
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  guard (try? process.run()) != nil else { return nil }
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { return nil }
  return String(decoding: data, as: UTF8.self).split(separator: "\n").map { line in
    line.split(separator: " ").map { String($0) }
  }
}

let hasSciPy = output(of: ["python3", "-c", "import scipy.optimize"]) != nil
