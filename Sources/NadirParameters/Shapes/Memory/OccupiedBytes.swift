/// Which bytes of a value belong to its stored properties, and which only pad them.
///
/// Nobody knows what padding holds, so that it must not be compared. A type that describes itself to mirrors in its own
/// way, an enum, and whatever is not laid out as Swift lays out a struct count as occupied throughout.
func occupiedBytes<Value>(of value: Value) -> [Bool] {
  var occupied = [Bool](repeating: false, count: MemoryLayout<Value>.size)
  occupy(&occupied, with: value, at: 0)
  return occupied
}

private func occupy(_ occupied: inout [Bool], with value: Any, at start: Int) {
  let size = layout(of: value).size
  guard let parts = parts(of: value, size: size) else {
    for byte in start..<start + size { occupied[byte] = true }
    return
  }
  for part in parts { occupy(&occupied, with: part.value, at: start + part.offset) }
}

/// The stored properties of a struct or tuple, one behind the other, each at the next offset that its alignment allows.
private func parts(of value: Any, size: Int) -> [(value: Any, offset: Int)]? {
  let mirror = Mirror(reflecting: value)
  guard mirror.displayStyle == .struct || mirror.displayStyle == .tuple, !(value is any CustomReflectable) else {
    return nil
  }
  var parts: [(value: Any, offset: Int)] = []
  var end = 0
  for child in mirror.children {
    let layout = layout(of: child.value)
    let offset = (end + layout.alignment - 1) / layout.alignment * layout.alignment
    parts.append((child.value, offset))
    end = offset + layout.size
  }
  return end == size ? parts : nil
}

/// Of the type that is inside the `Any` of the caller.
private func layout<Value>(of value: Value) -> (size: Int, alignment: Int) {
  (MemoryLayout<Value>.size, MemoryLayout<Value>.alignment)
}
