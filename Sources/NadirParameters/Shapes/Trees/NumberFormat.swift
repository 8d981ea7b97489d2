/// The floating-point formats that numbers come in.
enum NumberFormat: UInt8, Sendable, CaseIterable {
  case double, single, half

  /// The distance from 1 to the next number of the format.
  var unitRoundoff: Double {
    switch self {
    case .double: 0x1p-52
    case .single: 0x1p-23
    case .half: 0x1p-10
    }
  }

  /// The nearest number of the format.
  func rounded(_ number: Double) -> Double {
    switch self {
    case .double: return number
    case .single: return Double(Float(number))
    case .half:
      #if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
        return Double(Float16(number))
      #else
        return number
      #endif
    }
  }

  /// The number and its format, if the value is one. A `Float16` is seen here only: it would encode itself as a `Float`.
  @inline(__always) static func number<Value>(_ value: Value) -> (Double, NumberFormat)? {
    if let number = retyped(value, as: Double.self) { return (number, .double) }
    if let number = retyped(value, as: Float.self) { return (Double(number), .single) }
    #if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
      if let number = retyped(value, as: Float16.self) { return (Double(number), .half) }
    #endif
    return nil
  }

  /// The numbers and their format, if the value is an array of them.
  @inline(__always) static func numbers<Value>(_ value: Value) -> ([Double], NumberFormat)? {
    if let numbers = retyped(value, as: [Double].self) { return (numbers, .double) }
    if let numbers = retyped(value, as: [Float].self) { return (numbers.map(Double.init), .single) }
    return nil
  }

  /// The rows and the format of their numbers, if the value is an array of arrays of numbers, such as the weights of a
  /// layer.
  @inline(__always) static func rows<Value>(_ value: Value) -> ([[Double]], NumberFormat)? {
    if let rows = retyped(value, as: [[Double]].self) { return (rows, .double) }
    if let rows = retyped(value, as: [[Float]].self) { return (rows.map { $0.map(Double.init) }, .single) }
    return nil
  }
}
