/// A JSON value, as programs and workers exchange them with a run.
///
/// Objects keep the order of their members. Numbers are doubles that survive writing and reading to the bit; what JSON
/// has no number for is written as one of the strings `"NaN"`, `"Infinity"` and `"-Infinity"`.
public enum JSON: Sendable {
  case null
  case bool(Bool)
  case number(Double)
  /// An integer that is written digit by digit, which no double can promise beyond 2⁵³. Reading makes one only of what is
  /// no double, and else a ``number(_:)``.
  case integer(Int64)
  /// An integer that is too large for the other case.
  case unsigned(UInt64)
  case string(String)
  case array([JSON])
  case object([(key: String, value: JSON)])
}

extension JSON {
  /// The number, also where it is spelled `"NaN"`, `"Infinity"` or `"-Infinity"`; `nil` for everything else.
  public var asNumber: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .unsigned(let value): Double(value)
    case .string("NaN"): .nan
    case .string("Infinity"): .infinity
    case .string("-Infinity"): -.infinity
    default: nil
    }
  }

  /// The text of a string.
  public var asString: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The elements of an array.
  public var asArray: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object, in their order.
  public var asObject: [(key: String, value: JSON)]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The array of numbers that this is, or `nil` when it is none or an element is no number.
  public var asNumbers: [Double]? {
    guard case .array(let elements) = self else { return nil }
    var numbers: [Double] = []
    numbers.reserveCapacity(elements.count)
    for element in elements {
      guard let number = element.asNumber else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The member of an object with this key, the last one if there are several; `nil` where there is none.
  public subscript(key: String) -> JSON? {
    asObject?.last { $0.key == key }?.value
  }

  /// An array of numbers.
  public static func numbers(_ values: [Double]) -> JSON { .array(values.map { .number($0) }) }
}

extension JSON: Equatable {
  /// Whether both are the same, members of objects in the same order. As for doubles, NaN equals nothing.
  public static func == (a: JSON, b: JSON) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.unsigned(let a), .unsigned(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a.elementsEqual(b) { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}
