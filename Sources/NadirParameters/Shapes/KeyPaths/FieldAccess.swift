/// How the numbers of a field are read and written.
protocol FieldAccess<Root>: Sendable {
  associatedtype Root

  func paths(of root: Root, below name: String) -> [String]

  func append(_ root: Root, to coordinates: inout [Double])

  /// Writes the numbers from a position on and returns the position behind them.
  func write(_ coordinates: [Double], from position: Int, to root: inout Root) -> Int
}

/// A number, as a property that may be computed or observed.
struct NumberAccess<Root>: FieldAccess {
  let keyPath: any WritableKeyPath<Root, Double> & Sendable

  func paths(of root: Root, below name: String) -> [String] { [name] }

  func append(_ root: Root, to coordinates: inout [Double]) { coordinates.append(root[keyPath: keyPath]) }

  func write(_ coordinates: [Double], from position: Int, to root: inout Root) -> Int {
    root[keyPath: keyPath] = coordinates[position]
    return position + 1
  }
}

/// Parameters inside the parameters.
struct NestedAccess<Root, Value: Parameters>: FieldAccess {
  let keyPath: any WritableKeyPath<Root, Value> & Sendable

  func paths(of root: Root, below name: String) -> [String] {
    root[keyPath: keyPath].paths.map { $0.hasPrefix("[") ? name + $0 : "\(name).\($0)" }
  }

  func append(_ root: Root, to coordinates: inout [Double]) { coordinates += root[keyPath: keyPath].coordinates }

  func write(_ coordinates: [Double], from position: Int, to root: inout Root) -> Int {
    let value = root[keyPath: keyPath]
    let end = position + value.coordinates.count
    root[keyPath: keyPath] = value.with(coordinates: Array(coordinates[position..<end]))
    return end
  }
}
