#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The text of a file.
func readText(_ path: String) throws(StudyErrors) -> String {
  guard let file = fopen(path, "r") else { throw unreadable(path, String(cString: strerror(errno))) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    guard count > 0 else { break }
    bytes.append(contentsOf: buffer[..<count])
  }
  // A directory opens, and fails only here.
  guard ferror(file) == 0 else { throw unreadable(path, String(cString: strerror(errno))) }
  guard let text = String(validating: bytes, as: UTF8.self) else { throw unreadable(path, "it is not UTF-8 text") }
  return text
}

private func unreadable(_ path: String, _ reason: String) -> StudyErrors {
  StudyErrors([StudyError(file: path, key: "", problem: .syntax("the study cannot be read: \(reason)"))])
}

/// The number of processors that are there to be used.
func processorCount() -> Int { max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))) }
