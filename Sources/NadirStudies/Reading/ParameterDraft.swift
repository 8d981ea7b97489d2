import Nadir

/// The parameters of a study while they are read: what is said of each number, and where.
struct ParameterDraft {
  /// A value with the place where it is said.
  struct Said<Value> {
    var value: Value
    var field: Field
    /// Whether it is said of several numbers at once.
    var isShared = false
  }

  struct Number {
    let path: ParameterPath
    let start: Said<Double>
    var lower: Said<Double>?
    var upper: Said<Double>?
    var softLower: Said<Double>?
    var softUpper: Said<Double>?
    var isFixed: Said<Bool>?
    var scale: Said<ScaleRule>?
  }

  /// How the typical size of a number is told.
  enum ScaleRule {
    case size(Double)
    case startValues
    case bounds
  }

  enum TransformRule {
    case transform(Transform)
    /// The interval of the bounds, which outer specifications may tell.
    case intervalOfBounds
  }

  /// The transform of a node.
  struct NodeTransform {
    var rule: TransformRule
    var node: ParameterPath
    var tree: ParameterTree
    var field: Field
  }

  private(set) var numbers: [Number] = []
  var transforms: [NodeTransform] = []
  /// Whether a file of parameters is being read. Such files name no others, so that none can name itself.
  var isInFile = false

  /// - Returns: The position of the number.
  mutating func append(_ start: Double, at path: ParameterPath, _ field: Field) -> Int {
    numbers.append(Number(path: path, start: Said(value: start, field: field)))
    return numbers.count - 1
  }

  /// Says something of a number, unless an inner specification has said it already.
  mutating func say<Value>(_ key: WritableKeyPath<Number, Said<Value>?>, of number: Int, _ said: Said<Value>) {
    if numbers[number][keyPath: key] == nil { numbers[number][keyPath: key] = said }
  }
}

extension ParameterDraft.Number {
  var range: (lower: Double, upper: Double) { (lower?.value ?? -.infinity, upper?.value ?? .infinity) }

  var doesMove: Bool { isFixed?.value != true && range.lower != range.upper }

  /// The typical size: 1 unless said otherwise, and for what does not move where its bounds were to tell it.
  var size: Double {
    switch scale?.value {
    case .size(let size): size
    case .startValues: max(start.value.magnitude, 0.1)
    case .bounds: doesMove ? range.upper - range.lower : 1
    case nil: 1
    }
  }
}

extension ParameterTree {
  /// The positions of all numbers, which follow each other as they are read.
  var positions: Range<Int> {
    switch self {
    case .number(let position): position..<position + 1
    case .numbers(let range): range
    case .constant: 0..<0
    case .sequence(let children): Self.hull(children.map(\.positions))
    case .mapping(let members): Self.hull(members.map(\.value.positions))
    }
  }

  static func hull(_ ranges: [Range<Int>]) -> Range<Int> {
    guard let first = ranges.first, let last = ranges.last else { return 0..<0 }
    return first.lowerBound..<last.upperBound
  }

  /// The elements of a list.
  var elements: [ParameterTree]? {
    switch self {
    case .numbers(let range): range.map { .number($0) }
    case .sequence(let elements): elements
    case .number, .constant, .mapping: nil
    }
  }
}
