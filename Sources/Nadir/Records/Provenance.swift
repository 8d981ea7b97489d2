#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Where a result comes from: what has to be known to make it again.
public struct Provenance: Sendable, Equatable {
  /// The path of the study file, as it was given.
  public var study: String
  /// What was in the file.
  public var text: String
  /// The folder that relative paths of the command line begin in.
  public var directory: String
  public var commandLine: [String]
  public var seed: Int
  /// When the run began, in UTC, such as `2026-03-01T09:30:00Z`.
  public var began: String
  public var versions: Versions

  public init(
    study: String, text: String, directory: String, commandLine: [String], seed: Int, began: String,
    versions: Versions = .current
  ) {
    self.study = study
    self.text = text
    self.directory = directory
    self.commandLine = commandLine
    self.seed = seed
    self.began = began
    self.versions = versions
  }

  /// What ran, and what it ran on.
  public struct Versions: Sendable, Equatable {
    public var nadir: String
    /// The Swift that Nadir was compiled with.
    public var swift: String
    /// The operating system with its release, such as `Linux 6.12.0`.
    public var system: String
    /// The architecture of the processor, such as `x86_64`.
    public var architecture: String

    public init(nadir: String, swift: String, system: String, architecture: String) {
      self.nadir = nadir
      self.swift = swift
      self.system = system
      self.architecture = architecture
    }

    /// Those of this process.
    public static var current: Versions {
      var name = utsname()
      let isKnown = uname(&name) == 0
      return Versions(
        nadir: nadirVersion, swift: compiler,
        system: isKnown ? "\(text(name.sysname)) \(text(name.release))" : "unknown",
        architecture: isKnown ? text(name.machine) : "unknown")
    }

    /// Conditions of the compilation are all that is known of the compiler.
    private static var compiler: String {
      #if compiler(>=6.5)
        "6.5 or later"
      #elseif compiler(>=6.4)
        "6.4"
      #elseif compiler(>=6.3)
        "6.3"
      #else
        "6.2"
      #endif
    }

    /// The text before the null character in an array that C declares.
    private static func text<Characters>(_ characters: Characters) -> String {
      withUnsafeBytes(of: characters) { bytes in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
    }
  }
}
