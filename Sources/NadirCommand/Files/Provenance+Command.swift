import Nadir
import NadirStudies

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Provenance {
  /// That of a run of the study that begins now.
  init(of study: Study) {
    self.init(
      study: study.file, text: study.text, directory: Self.workingDirectory,
      commandLine: ["nadir"] + CommandLine.arguments.dropFirst(), seed: study.seed, began: Self.now)
  }

  private static var workingDirectory: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  /// The time in UTC, such as `2026-03-01T09:30:00Z`.
  private static var now: String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var buffer = [CChar](repeating: 0, count: 32)
    let count = strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
