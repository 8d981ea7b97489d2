#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that cannot be read, and why.
struct UnreadableFile: Error {
  var reason: String
}

/// The text of a file.
func readText(_ path: String) throws(UnreadableFile) -> String {
  guard let file = fopen(path, "r") else { throw UnreadableFile(reason: String(cString: strerror(errno))) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    guard count > 0 else { break }
    bytes.append(contentsOf: buffer[..<count])
  }
  // A directory opens, and fails only here.
  guard ferror(file) == 0 else { throw UnreadableFile(reason: String(cString: strerror(errno))) }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw UnreadableFile(reason: "it is not UTF-8 text")
  }
  return text
}

/// A path that is relative to the folder of a file, as this process understands it.
func resolve(_ path: String, besides file: String) -> String {
  path.hasPrefix("/") ? path : folder(of: file) + path
}

/// The folder of a file, with the slash at its end.
func folder(of file: String) -> String { file.lastIndex(of: "/").map { String(file[...$0]) } ?? "./" }

/// The number of processors that are there to be used.
func processorCount() -> Int { max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))) }
