// How numbers lie in memory. Swift has no Float16 on Macs with Intel processors, so `half` never comes up there.
extension NumberFormat {
  /// The number of bytes.
  var width: Int {
    switch self {
    case .double: 8
    case .single: 4
    case .half: 2
    }
  }

  /// How many of the last bits change a number of this format by less than 4 %, and by much less where it has many.
  var spareBits: Int {
    switch self {
    case .double: 32
    case .single: 12
    case .half: 5
    }
  }

  /// The bits of the nearest number of this format.
  func bits(of number: Double) -> UInt64 {
    switch self {
    case .double: return number.bitPattern
    case .single: return UInt64(Float(number).bitPattern)
    case .half:
      #if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
        return UInt64(Float16(number).bitPattern)
      #else
        return 0
      #endif
    }
  }

  /// The number with these bits.
  func number(bits: UInt64) -> Double {
    switch self {
    case .double: return Double(bitPattern: bits)
    case .single: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .half:
      #if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
        return Double(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
      #else
        return 0
      #endif
    }
  }

  /// The bits of the number that lies so many bytes behind the beginning of a value.
  func bits(in value: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
    switch self {
    case .double: value.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    case .single: UInt64(value.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    case .half: UInt64(value.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }
  }
}
