extension TreeReading {
  /// Reads a value of any type. What is common is not asked to decode itself, which costs a container each; and a
  /// `Float16` would decode itself as a `Float`, and refuse what is too large for it.
  @inline(__always) func value<Value: Decodable>(_ type: Value.Type, at place: Place) throws -> Value {
    if type == Double.self, let value = try number(at: place) as? Value { return value }
    if type == Float.self, let value = Float(try number(at: place)) as? Value { return value }
    #if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
      if type == Float16.self, let value = Float16(try number(at: place)) as? Value { return value }
    #endif
    if type == Int.self, let value = try (integer(at: place) as Int) as? Value { return value }
    if type == Bool.self, let value = try boolean(at: place) as? Value { return value }
    if type == String.self, let value = try text(at: place) as? Value { return value }
    if type == [Double].self, let numbers = numbers(at: place), let value = numbers as? Value { return value }
    if type == [Float].self, let numbers = numbers(at: place), let value = numbers.map(Float.init) as? Value {
      return value
    }
    return try Value(from: TreeDecoder(reading: self, place: place))
  }
}
