#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A program that makes a PNG of an SVG, twice as large as that, for screens with small pixels.
enum Converter: String, CaseIterable {
  // The first that is installed is taken: those made for it first.
  case rsvgConvert = "rsvg-convert"
  case inkscape
  case magick
  case convert
  case chromium
  case chromiumBrowser = "chromium-browser"
  case chrome = "google-chrome"

  /// - Throws: A failure that lists what can be installed where there is none.
  static func installed(for path: String) throws(CommandFailure) -> Converter {
    if let converter = allCases.first(where: { executable($0.rawValue) != nil }) { return converter }
    throw .wrongInput(
      "'\(path)' needs a program that makes a PNG of an SVG, and none is installed: install one of rsvg-convert "
        + "(package librsvg2-bin, or librsvg), inkscape, ImageMagick or chromium, or name a file that ends in .svg")
  }

  /// Draws an SVG to a file.
  func convert(_ svg: String, to file: OutputFile) throws(CommandFailure) {
    let source = "\(file.path).\(getpid()).svg"
    defer { unlink(source) }
    try OutputFile(source).write(svg)
    try file.replace { draft throws(CommandFailure) in
      // Some know by the end of a name what they are to make.
      let picture = draft + ".png"
      let status = run(arguments(from: source, to: picture, size: Self.size(of: svg)))
      guard status == 0, rename(picture, draft) == 0 else {
        unlink(picture)
        throw .failed("'\(file.path)' cannot be drawn: \(rawValue) ended with status \(status)")
      }
    }
  }

  private func arguments(from source: String, to target: String, size: String) -> [String] {
    switch self {
    case .rsvgConvert: ["--zoom", "2", "--format", "png", "--output", target, source]
    case .inkscape: ["--export-type=png", "--export-dpi=192", "--export-filename=\(target)", source]
    case .magick, .convert: ["-density", "192", "svg:\(source)", "png:\(target)"]
    case .chromium, .chromiumBrowser, .chrome:
      // Its sandbox refuses the superuser, and what it shows is from here.
      ["--headless", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=2", "--window-size=\(size)"]
        + (getuid() == 0 ? ["--no-sandbox"] : []) + ["--screenshot=\(target)", "file://\(Self.absolute(source))"]
    }
  }

  /// The width and the height that a drawing gives itself, rounded up, as `640,480`.
  private static func size(of svg: String) -> String {
    let sizes = ["width", "height"].map { name in
      let parts = svg.split(separator: " \(name)=\"", maxSplits: 1)
      let number = parts.count == 2 ? parts[1].split(separator: "\"", maxSplits: 1).first.flatMap { Double($0) } : nil
      return "\(Int((number ?? 800).rounded(.up)))"
    }
    return sizes.joined(separator: ",")
  }

  /// Runs the program to its end, silently; its status, or −1 where it could not be started or a signal ended it.
  private func run(_ arguments: [String]) -> CInt {
    // The shell silences it, for which there is no function that all systems declare alike.
    let words = ["/bin/sh", "-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", rawValue] + arguments
    var pointers = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process = pid_t()
    guard posix_spawn(&process, words[0], nil, nil, &pointers, environ) == 0 else { return -1 }
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return -1 }
    }
    return status & 0x7f == 0 ? status >> 8 & 0xff : -1
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(String(cString: folder))/\(path)"
  }

  /// The path of a program that is found as a shell finds it.
  private static func executable(_ name: String) -> String? {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }
}
