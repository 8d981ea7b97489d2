/// The fields of a type's parameters, in the order of their coordinates: see ``KeyPathParameters``.
public struct ParameterFields<Root>: Sendable, ExpressibleByArrayLiteral {
  private let fields: [ParameterField<Root>]
  /// What to do, found once: neighbouring numbers are copied together.
  private let steps: [FieldStep]

  /// The fields, each with a name of its own.
  public init(_ fields: [ParameterField<Root>]) {
    self.fields = fields
    var steps: [FieldStep] = []
    for (i, field) in fields.enumerated() {
      guard let offset = field.offset else {
        steps.append(.field(i))
        continue
      }
      if case .numbers(let run)? = steps.last, let longer = run.extended(by: offset, .double) {
        steps[steps.count - 1] = .numbers(longer)
      } else {
        steps.append(.numbers(NumberRun(positions: 0..<1, offset: offset, format: .double)))
      }
    }
    self.steps = steps
  }

  public init(arrayLiteral fields: ParameterField<Root>...) { self.init(fields) }

  func paths(of root: Root) -> [String] {
    fields.flatMap { $0.access.paths(of: root, below: $0.name) }
  }

  func coordinates(of root: Root) -> [Double] {
    var coordinates: [Double] = []
    for step in steps {
      switch step {
      case .field(let i): fields[i].access.append(root, to: &coordinates)
      case .numbers(let run):
        withUnsafeBytes(of: root) { run.read(&coordinates, from: $0) }
      }
    }
    return coordinates
  }

  func write(_ coordinates: [Double], to root: inout Root) {
    var position = 0
    for step in steps {
      switch step {
      case .field(let i): position = fields[i].access.write(coordinates, from: position, to: &root)
      case .numbers(let run):
        let end = position + run.positions.count
        withUnsafeMutableBytes(of: &root) { value in
          coordinates[position..<end].withUnsafeBufferPointer { run.write($0, to: value) }
        }
        position = end
      }
    }
  }
}

/// One of the steps in which all fields are read or written; outside the generic type, so that its array needs no
/// metadata of it.
private enum FieldStep: Sendable {
  /// Numbers that lie one behind the other; their positions count from the first of them.
  case numbers(NumberRun)
  /// The field at this position among all.
  case field(Int)
}
