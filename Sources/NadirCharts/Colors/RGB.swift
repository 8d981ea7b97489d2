/// A color of the screen (sRGB).
struct RGB: Sendable, Hashable {
  let red: UInt8
  let green: UInt8
  let blue: UInt8

  /// From 0xRRGGBB.
  init(_ code: UInt32) {
    red = UInt8(code >> 16 & 0xFF)
    green = UInt8(code >> 8 & 0xFF)
    blue = UInt8(code & 0xFF)
  }

  var code: String {
    let value = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    let digits = String(value, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// A color between two, by parts.
  func mixed(with other: RGB, _ part: Double) -> RGB {
    func between(_ a: UInt8, _ b: UInt8) -> UInt32 { UInt32((Double(a) + part * (Double(b) - Double(a))).rounded()) }
    return RGB(between(red, other.red) << 16 | between(green, other.green) << 8 | between(blue, other.blue))
  }

  /// About how bright it is, from 0 to 1, by the weights of Rec. 709 without its exponent.
  var brightness: Double { (0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)) / 255 }
}
