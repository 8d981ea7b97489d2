import Foundation
import Testing
import _TestSupport
import _CommandSupport

/// The package's manifest and its import lines against the table of the floors.
@Suite(.alone) struct FloorTests {
  @Test func everyTargetHasAFloor() throws {
    let targets = try Manifest.ofThisPackage().libraryTargets
    #expect(Set(targets.keys) == Set(floors.keys))
    let sources = repository.appending(path: "Sources")
    let folders = try FileManager.default.contentsOfDirectory(atPath: sources.path).filter { !$0.hasPrefix(".") }
    #expect(Set(folders) == Set(floors.keys), "every folder of Sources is a target, and the other way round")
  }

  @Test func targetsDependOnlyOnFloorsBelow() throws {
    for (target, dependencies) in try Manifest.ofThisPackage().libraryTargets {
      let floor = try #require(floors[target])
      for dependency in dependencies {
        if let below = floors[dependency] {
          #expect(below < floor, "\(target) (floor \(floor)) depends on \(dependency) (floor \(below))")
        } else {
          #expect(foreignModules[target, default: []].contains(dependency), "\(target) depends on \(dependency)")
        }
      }
    }
  }

  @Test func importLinesNameOnlyAllowedModules() throws {
    for (target, dependencies) in try Manifest.ofThisPackage().libraryTargets {
      var allowed = systemModules.union(foreignModules[target, default: []])
      allowed.formUnion(dependencies)
      for file in try swiftFiles(of: target) {
        for module in importedModules(in: try String(contentsOf: file, encoding: .utf8)) {
          #expect(allowed.contains(module), "\(target)/\(file.lastPathComponent) imports \(module)")
        }
      }
    }
  }

  @Test(arguments: [
    ("import Nadir", "Nadir"), ("  public import NadirLinear", "NadirLinear"), ("import struct Nadir.Box", "Nadir"),
    ("@_exported public import NadirEvaluation", "NadirEvaluation"), ("@testable import Nadir // why", "Nadir"),
    ("@_spi(Tests) import Nadir", "Nadir"),
  ])
  func importLinesAreRead(line: String, module: String) {
    let source = "let a = 1\n\(line)\n/// import Nothing\nlet b = \"\"\"\n  import sys\n  \"\"\"\n"
    #expect(importedModules(in: source) == [module])
  }

  private func swiftFiles(of target: String) throws -> [URL] {
    let folder = repository.appending(path: "Sources/\(target)")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return try #require(files).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
  }
}

/// The modules named by the import declarations of a source, those in conditional blocks too, but not by lines of other
/// languages in its texts.
private func importedModules(in source: String) -> [String] {
  let attribute = #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(.+)/#
  let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor"]
  let texts = source.split(separator: "\"\"\"", omittingEmptySubsequences: false)
  let code = texts.indices.filter { $0.isMultiple(of: 2) }.map { texts[$0] }.joined(separator: "text")
  return code.split(separator: "\n").compactMap { line in
    guard let path = line.firstMatch(of: attribute)?.1 else { return nil }
    let name = path.split(separator: " ").first { !kinds.contains($0) }
    return name?.split(separator: ".").first.map(String.init)
  }
}

/// What is used of the output of `swift package dump-package`.
private struct Manifest: Decodable {
  struct Target: Decodable {
    var name: String
    var type: String
    var dependencies: [Dependency]
  }

  /// `{"byName": ["Yams", null]}` or `{"product": ["Yams", "Yams", null, null]}`.
  struct Dependency: Decodable {
    var name: String

    init(from decoder: any Decoder) throws {
      let kinds = try decoder.singleValueContainer().decode([String: [JSONValue]].self)
      guard case .text(let name)? = kinds.values.first?.first else {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no name"))
      }
      self.name = name
    }
  }

  /// A string, or something else that is of no interest here.
  enum JSONValue: Decodable {
    case text(String)
    case other

    init(from decoder: any Decoder) throws {
      self = (try? decoder.singleValueContainer().decode(String.self)).map(Self.text) ?? .other
    }
  }

  var targets: [Target]

  /// The names of the dependencies of each target that is no test and no support for tests.
  var libraryTargets: [String: [String]] {
    let named = targets.filter { $0.type != "test" && !$0.name.hasPrefix("_") }
      .map { ($0.name, $0.dependencies.map(\.name)) }
    return Dictionary(uniqueKeysWithValues: named)
  }

  /// The manifest of this package. It is only evaluated, not resolved, beside the build folder in use.
  static func ofThisPackage() throws -> Manifest { try cached.get() }

  private static let cached = Result { () throws -> Manifest in
    let scratch = FileManager.default.temporaryDirectory.appending(path: "nadir-architecture-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let dump = try Command(
      ["swift", "package", "--scratch-path", scratch.path, "--disable-sandbox", "dump-package"], in: repository)
    try #require(dump.status == 0, "\(dump.errors)")
    return try JSONDecoder().decode(Manifest.self, from: Data(dump.output.utf8))
  }
}
