extension TreeReading {
  /// Reads a value of any type. What is common is not asked to decode itself, which costs a container each; and a
  /// `Float16` would decode itself as a `Float`, and refuse what is too large for it.
  @inline(__always) func value<Value: Decodable>(_ type: Value.Type, at place: Place) throws -> Value {
    if let carried, let value = carried.value(type, at: place, of: self) { return value }
    if type == Double.self, let value = retyped(try number(at: place), as: type) { return value }
    if type == Float.self, let value = retyped(Float(try number(at: place)), as: type) { return value }
    #if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
      if type == Float16.self, let value = retyped(Float16(try number(at: place)), as: type) { return value }
    #endif
    if type == Int.self, let value = retyped(try integer(at: place) as Int, as: type) { return value }
    if type == Bool.self, let value = retyped(try boolean(at: place), as: type) { return value }
    if type == String.self, let value = retyped(try text(at: place), as: type) { return value }
    if type == [Double].self, let numbers = numbers(at: place), let value = retyped(numbers, as: type) { return value }
    if type == [Float].self, let numbers = numbers(at: place), let value = retyped(numbers.map(Float.init), as: type) {
      return value
    }
    if type == [[Double]].self, let rows = rows(at: place), let value = retyped(rows, as: type) { return value }
    if type == [[Float]].self, let rows = rows(at: place),
      let value = retyped(rows.map { $0.map(Float.init) }, as: type)
    {
      return value
    }
    if type == [String: Double].self, let numbers = try numbersByKey(at: place), let value = retyped(numbers, as: type)
    {
      return value
    }
    return try Value(from: TreeDecoder(reading: self, place: place))
  }

  /// Reads a dictionary of numbers; `nil` when it was not written as a mapping.
  private func numbersByKey(at place: Place) throws -> [String: Double]? {
    guard case .node(let node) = place, case .mapping(let count) = enter(node) else { return nil }
    var numbers = [String: Double](minimumCapacity: count)
    for member in flat.children(of: node) { numbers[flat.nodes[member].key] = try number(at: .node(member)) }
    return numbers
  }
}
