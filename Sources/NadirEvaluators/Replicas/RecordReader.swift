internal import NadirLinear

/// Reads numbers and texts from bytes in memory, one after the other.
struct RecordReader {
  private let bytes: UnsafeRawBufferPointer
  var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var count: Int { bytes.count }

  mutating func read<Value: BitwiseCopyable>(_ type: Value.Type) -> Value? {
    let size = MemoryLayout<Value>.size
    guard bytes.count - position >= size else { return nil }
    defer { position += size }
    return bytes.loadUnaligned(fromByteOffset: position, as: type)
  }

  /// That many numbers.
  mutating func readNumbers(_ count: Int) -> [Double]? {
    let size = MemoryLayout<Double>.stride
    guard count >= 0, count <= (bytes.count - position) / size else { return nil }
    defer { position += count * size }
    return [Double](unsafeUninitializedCapacity: count) { numbers, initialized in
      UnsafeMutableRawBufferPointer(numbers).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[position..<position + count * size]))
      initialized = count
    }
  }

  /// An array that begins with its count.
  mutating func readNumbers() -> [Double]? {
    guard let count = read(UInt64.self) else { return nil }
    return readNumbers(Int(clamping: count))
  }

  /// A matrix, column by column, that begins with the numbers of its rows and columns.
  mutating func readMatrix() -> Matrix? {
    guard let rows = read(UInt64.self), let columns = read(UInt64.self), let elements = readNumbers(),
      rows.multipliedReportingOverflow(by: columns) == (UInt64(elements.count), false)
    else { return nil }
    // Without rows, the elements would not tell how many columns there are.
    guard rows > 0 else { return Matrix(rowCount: 0, columnCount: Int(clamping: columns)) }
    return Matrix(rowCount: Int(rows), elements: elements)
  }

  mutating func readText() -> String? {
    guard let count = read(UInt64.self), count <= UInt64(bytes.count - position) else { return nil }
    defer { position += Int(count) }
    return String(decoding: bytes[position..<position + Int(count)], as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends a number as it is in memory.
  mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
    Swift.withUnsafeBytes(of: value) { append(contentsOf: $0) }
  }

  /// Appends a tuple of integers as it is in memory, which takes less time than one after the other.
  mutating func append<Words: BitwiseCopyable>(words: Words) {
    Swift.withUnsafeBytes(of: words) { append(contentsOf: $0) }
  }

  mutating func append(_ numbers: [Double]) {
    append(UInt64(numbers.count))
    numbers.withUnsafeBytes { append(contentsOf: $0) }
  }

  mutating func append(_ matrix: Matrix) {
    append(UInt64(matrix.rowCount))
    append(UInt64(matrix.columnCount))
    append(matrix.elements)
  }

  mutating func append(_ text: String) {
    append(UInt64(text.utf8.count))
    append(contentsOf: text.utf8)
  }
}
