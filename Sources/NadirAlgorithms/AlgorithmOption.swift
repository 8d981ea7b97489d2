public import NadirEvaluation

/// An option of an algorithm that can be set by name.
///
///     public static var options: [AlgorithmOption<LBFGSB>] {
///       [.init("memory", "pairs of steps and gradient changes that are remembered", \.memory)]
///     }
///
/// Which values make sense is the business of ``Algorithm/validate(dimension:)``; an option only knows their type.
public typealias AlgorithmOption<Method: Algorithm> = NamedOption<Method>

/// An option of something that can be set by name, as in a study file.
public struct NamedOption<Subject>: Sendable {
  public let description: OptionDescription
  let set: @Sendable (inout Subject, OptionValue) -> Bool

  public init<Value: OptionConvertible>(
    _ name: String, _ summary: String, _ property: any WritableKeyPath<Subject, Value> & Sendable
  ) {
    description = OptionDescription(name: name, summary: summary, expected: Value.expected)
    set = { subject, value in
      guard let converted = Value(option: value) else { return false }
      subject[keyPath: property] = converted
      return true
    }
  }

  /// An option of a part as one of the whole.
  public init<Part>(_ option: NamedOption<Part>, of part: any WritableKeyPath<Subject, Part> & Sendable) {
    description = option.description
    set = { subject, value in option.set(&subject[keyPath: part], value) }
  }
}

/// An option as people are told about it.
public struct OptionDescription: Sendable, Hashable {
  public var name: String
  /// What it means.
  public var summary: String
  /// What it may be, such as `a number`.
  public var expected: String

  public init(name: String, summary: String, expected: String) {
    self.name = name
    self.summary = summary
    self.expected = expected
  }
}

/// What can be written for an option.
public enum OptionValue: Sendable, Hashable, CustomStringConvertible {
  case number(Double)
  case word(String)

  public var description: String {
    switch self {
    case .number(let number): "\(number)"
    case .word(let word): "'\(word)'"
    }
  }
}

/// A type of property that can be set from text.
public protocol OptionConvertible: SendableMetatype {
  /// `nil` when the value is none of this type.
  init?(option: OptionValue)

  /// What the type holds, in words.
  static var expected: String { get }
}

extension Double: OptionConvertible {
  public init?(option: OptionValue) {
    guard case .number(let number) = option else { return nil }
    self = number
  }

  public static var expected: String { "a number" }
}

extension Int: OptionConvertible {
  public init?(option: OptionValue) {
    guard case .number(let number) = option, let whole = Int(exactly: number) else { return nil }
    self = whole
  }

  public static var expected: String { "a whole number" }
}

extension Bool: OptionConvertible {
  public init?(option: OptionValue) {
    guard case .word(let word) = option, let bool = Bool(word) else { return nil }
    self = bool
  }

  public static var expected: String { "true or false" }
}

extension Optional: OptionConvertible where Wrapped: OptionConvertible {
  public init?(option: OptionValue) {
    guard let wrapped = Wrapped(option: option) else { return nil }
    self = .some(wrapped)
  }

  public static var expected: String { Wrapped.expected }
}

extension Algorithm {
  /// The options that can be set by name.
  public static var optionDescriptions: [OptionDescription] { options.map(\.description) }

  /// Sets an option by its name.
  ///
  /// - Throws: ``InvalidArgument`` when there is no such option or the value is of another type.
  public mutating func setOption(_ name: String, to value: OptionValue) throws(InvalidArgument) {
    guard let option = Self.options.first(where: { $0.description.name == name }) else {
      let known = Self.options.map(\.description.name).joined(separator: ", ")
      throw InvalidArgument("the option", is: "'\(name)'", expected: "one of \(Self.traits.name): \(known)")
    }
    guard option.set(&self, value) else {
      throw InvalidArgument(name, is: "\(value)", expected: option.description.expected)
    }
  }

  /// The tolerances as options, for the methods that look at all of them.
  static var toleranceOptions: [AlgorithmOption<Self>] { [.valueTolerance, .stepTolerance, .gradientTolerance] }
}

extension NamedOption where Subject: Algorithm {
  static var valueTolerance: Self {
    Self("value_tolerance", "how little the value changes, relative to max(1, |f|)", \.tolerances.value)
  }

  static var stepTolerance: Self {
    Self("step_tolerance", "how little the point changes, relative to max(1, |x|)", \.tolerances.step)
  }

  static var gradientTolerance: Self {
    Self("gradient_tolerance", "how small the projected gradient is, in the maximum norm", \.tolerances.gradient)
  }
}
