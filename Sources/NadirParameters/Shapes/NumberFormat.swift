/// The binary format in which a number lies in memory.
enum NumberFormat: Sendable, Hashable, CaseIterable {
  case double
  case single
  // Swift has no Float16 on Macs with Intel processors.
  #if !(os(macOS) && arch(x86_64))
    case half
  #endif

  /// The format with this unit roundoff; `nil` when there is none here.
  init?(unitRoundoff: Double) {
    if unitRoundoff <= 0x1p-52 {
      self = .double
    } else if unitRoundoff <= 0x1p-23 {
      self = .single
    } else {
      #if os(macOS) && arch(x86_64)
        return nil
      #else
        self = .half
      #endif
    }
  }

  /// The number of bytes.
  var width: Int {
    switch self {
    case .double: 8
    case .single: 4
    #if !(os(macOS) && arch(x86_64))
      case .half: 2
    #endif
    }
  }

  /// How many of the last bits change a number of this format by less than 4 %, and by much less where it has many.
  var spareBits: Int {
    switch self {
    case .double: 32
    case .single: 12
    #if !(os(macOS) && arch(x86_64))
      case .half: 5
    #endif
    }
  }

  /// The bits of the nearest number of this format.
  func bits(of number: Double) -> UInt64 {
    switch self {
    case .double: number.bitPattern
    case .single: UInt64(Float(number).bitPattern)
    #if !(os(macOS) && arch(x86_64))
      case .half: UInt64(Float16(number).bitPattern)
    #endif
    }
  }

  /// The number with these bits.
  func number(bits: UInt64) -> Double {
    switch self {
    case .double: Double(bitPattern: bits)
    case .single: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    #if !(os(macOS) && arch(x86_64))
      case .half: Double(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))
    #endif
    }
  }

  /// The bits of the number that lies so many bytes behind the beginning of a value.
  func bits(in value: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
    switch self {
    case .double: value.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    case .single: UInt64(value.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    #if !(os(macOS) && arch(x86_64))
      case .half: UInt64(value.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    #endif
    }
  }
}
