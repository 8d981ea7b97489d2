/// One step of a path as the coding keys of the standard library, which do not tell an index from a number as a name.
struct PathKey: CodingKey {
  let component: ParameterPath.Component

  init(_ component: ParameterPath.Component) { self.component = component }

  init(stringValue: String) { component = .key(stringValue) }

  init(intValue: Int) { component = .index(intValue) }

  var stringValue: String {
    switch component {
    case .key(let key): key
    case .index(let index): String(index)
    }
  }

  var intValue: Int? {
    switch component {
    case .key(let key): Int(key)
    case .index(let index): index
    }
  }
}

extension ParameterPath {
  /// The path as coders report it.
  init(codingPath: [any CodingKey]) {
    self.init(codingPath.map { ($0 as? PathKey)?.component ?? .key($0.stringValue) })
  }

  /// The path as coders report it.
  var codingPath: [any CodingKey] { components.map(PathKey.init) }
}
