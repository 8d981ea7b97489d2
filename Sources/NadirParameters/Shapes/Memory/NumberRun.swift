/// Numbers of one format that lie one behind the other in memory, in their order.
struct NumberRun: Sendable, Equatable {
  /// The positions of the numbers among all.
  let positions: Range<Int>
  /// Where the first lies, in bytes from the beginning of the value.
  let offset: Int
  let format: NumberFormat

  /// The runs of numbers with these offsets.
  static func runs(at offsets: [Int], formats: [NumberFormat]) -> [NumberRun] {
    var runs: [NumberRun] = []
    for (i, (offset, format)) in zip(offsets, formats).enumerated() {
      if let longer = runs.last?.extended(by: offset, format) {
        runs[runs.count - 1] = longer
      } else {
        runs.append(NumberRun(positions: i..<i + 1, offset: offset, format: format))
      }
    }
    return runs
  }

  /// The run with one number more, if that lies right behind the last.
  func extended(by offset: Int, _ format: NumberFormat) -> NumberRun? {
    guard format == self.format, offset == self.offset + positions.count * format.width else { return nil }
    return NumberRun(positions: positions.lowerBound..<positions.upperBound + 1, offset: self.offset, format: format)
  }

  /// Writes the run's share of all numbers into a value.
  func write(_ numbers: UnsafeBufferPointer<Double>, to value: UnsafeMutableRawBufferPointer) {
    let bytes = UnsafeMutableRawBufferPointer(rebasing: value[offset..<offset + positions.count * format.width])
    let numbers = UnsafeBufferPointer(rebasing: numbers[positions])
    switch format {
    case .double: bytes.copyMemory(from: UnsafeRawBufferPointer(numbers))
    case .single:
      for i in numbers.indices { bytes.storeBytes(of: Float(numbers[i]), toByteOffset: 4 &* i, as: Float.self) }
    case .half:
      for i in numbers.indices {
        let bits = UInt16(truncatingIfNeeded: format.bits(of: numbers[i]))
        bytes.storeBytes(of: bits, toByteOffset: 2 &* i, as: UInt16.self)
      }
    }
  }

  /// Appends the run's share of all numbers, read from a value.
  func read(_ numbers: inout [Double], from value: UnsafeRawBufferPointer) {
    let bytes = UnsafeRawBufferPointer(rebasing: value[offset..<offset + positions.count * format.width])
    switch format {
    case .double: numbers.append(contentsOf: bytes.assumingMemoryBound(to: Double.self))
    case .single:
      for i in 0..<positions.count { numbers.append(Double(bytes.load(fromByteOffset: 4 &* i, as: Float.self))) }
    case .half:
      for i in 0..<positions.count { numbers.append(format.number(bits: format.bits(in: bytes, at: 2 &* i))) }
    }
  }
}

extension [NumberRun] {
  /// The number of numbers.
  private var total: Int { last?.positions.upperBound ?? 0 }

  /// A copy of a value with other numbers, as many as the runs have.
  func copy<Value>(of value: Value, with numbers: [Double]) -> Value {
    precondition(numbers.count == total, "\(numbers.count) numbers, not \(total)")
    var copy = value
    Swift.withUnsafeMutableBytes(of: &copy) { bytes in
      numbers.withUnsafeBufferPointer { numbers in
        for run in self { run.write(numbers, to: bytes) }
      }
    }
    return copy
  }

  /// The numbers of a value.
  func numbers<Value>(of value: Value) -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(total)
    Swift.withUnsafeBytes(of: value) { bytes in
      for run in self { run.read(&numbers, from: bytes) }
    }
    return numbers
  }
}
