/// Where a number stands in a tree of parameters, such as `rate`, `layers[0][1]` or `net.bias`.
public struct ParameterPath: Sendable, Hashable, CustomStringConvertible {
  /// One step from a node to one of its children.
  public enum Component: Sendable, Hashable {
    /// The member of a struct, or the value of a dictionary.
    case key(String)
    /// The element of an array, from 0.
    case index(Int)
  }

  /// The steps from the root; none for a tree that is one number.
  public var components: [Component]

  public init(_ components: [Component] = []) { self.components = components }

  /// The path one step further down.
  public func appending(_ component: Component) -> ParameterPath { ParameterPath(components + [component]) }

  /// `a.b[0]`; a key that would read as something else is quoted, `["a.b"]`. A tree that is one number has the path `x`.
  public var description: String {
    if components.isEmpty { return "x" }
    var text = ""
    for component in components {
      switch component {
      case .index(let index): text += "[\(index)]"
      case .key(let key) where Self.needsQuotes(key): text += "[\"\(key)\"]"
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      }
    }
    return text
  }

  private static func needsQuotes(_ key: String) -> Bool {
    key.isEmpty || key.contains { ".[]*\"".contains($0) }
  }

  /// Reads what ``description`` writes; `nil` when brackets or quotes do not match or a name is empty.
  public init?(_ text: String) {
    guard let steps = PathPattern.steps(of: text) else { return nil }
    components = []
    for step in steps {
      guard case .component(let component) = step else { return nil }
      components.append(component)
    }
  }
}
