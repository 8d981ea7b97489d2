import Nadir

/// A node of a tree that grows path by path.
final class Branch {
  /// Why a number has no place in the tree.
  enum Refusal {
    case isThere
    case isGroup
    case goesOn(from: ParameterPath)
    case order(next: ParameterPath)
    case mixture
  }

  /// The cell that it was first named in.
  private let cell: Node
  private var leaf: Node?
  private var children: [(step: ParameterPath.Component, branch: Branch)] = []
  private var places: [ParameterPath.Component: Int] = [:]

  init(_ cell: Node) { self.cell = cell }

  func add(_ leaf: Node, at path: ParameterPath) -> Refusal? {
    var branch = self
    var walked = ParameterPath()
    for step in path.components {
      if branch.leaf != nil { return .goesOn(from: walked) }
      if let place = branch.places[step] {
        branch = branch.children[place].branch
      } else {
        if let refusal = branch.refusal(of: step, at: walked) { return refusal }
        let child = Branch(leaf)
        branch.places[step] = branch.children.count
        branch.children.append((step, child))
        branch = child
      }
      walked = walked.appending(step)
    }
    if branch.leaf != nil { return .isThere }
    if !branch.children.isEmpty { return .isGroup }
    branch.leaf = leaf
    return nil
  }

  private func refusal(of step: ParameterPath.Component, at path: ParameterPath) -> Refusal? {
    if case .key? = children.first?.step, case .index = step { return .mixture }
    if case .index? = children.first?.step, case .key = step { return .mixture }
    if case .index(let index) = step, index != children.count {
      return .order(next: path.appending(.index(children.count)))
    }
    return nil
  }

  var node: Node {
    if let leaf { return leaf }
    let elements = children.filter { if case .index = $0.step { true } else { false } }
    if !elements.isEmpty { return cell.replaced(by: .list(elements.map(\.branch.node))) }
    return cell.replaced(
      by: .mapping(
        children.compactMap { step, branch in
          guard case .key(let key) = step else { return nil }
          return (branch.cell.replaced(by: .scalar(key, isPlain: false)), branch.node)
        }))
  }
}
