#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

extension Double {
  /// The number with so many significant digits.
  package func text(digits: Int) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    let count = withVaList([CInt(digits), self]) { vsnprintf(&buffer, buffer.count, "%.*g", $0) }
    return String(decoding: buffer.prefix(Int(max(0, count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Seconds as `0.123 s`, and from a minute on as `1:23` or `1:02:03`.
  package var timeText: String {
    guard isFinite, self < 1e9 else { return "?" }
    if self < 60 { return "\(text(digits: 3)) s" }
    let seconds = Int(rounded())
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let end = padded(seconds % 60)
    return hours > 0 ? "\(hours):\(padded(minutes)):\(end)" : "\(minutes):\(end)"
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension String {
  /// The text with spaces behind it, so that it fills a column.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}

/// A number of things: `1 failure`, `2 failures`.
package func counted(_ count: Int, _ thing: String) -> String { "\(count) \(thing)\(count == 1 ? "" : "s")" }

/// Two bounds as `≥ 0`, `≤ 1` or `0 … 1`; empty where both are infinite.
package func rangeText(_ lower: Double, _ upper: Double, digits: Int) -> String {
  switch (lower.isFinite, upper.isFinite) {
  case (false, false): ""
  case (true, false): "≥ \(lower.text(digits: digits))"
  case (false, true): "≤ \(upper.text(digits: digits))"
  case (true, true): "\(lower.text(digits: digits)) … \(upper.text(digits: digits))"
  }
}
