public import NadirEvaluation

/// A first-order method as a value: a state, and a rule by which it moves numbers along a gradient.
///
///     var optimizer = Adam(learningRate: 0.01)
///     for _ in 1...1000 {
///       let (_, gradient) = valueAndGradient(at: x, of: rosenbrock)
///       optimizer.update(&x, along: gradient)
///     }
///
/// One of your own is a struct with what it remembers and an `update`. It then trains models, moves parameters of any
/// shape, and is an algorithm of `minimize`, by `using: .firstOrder(HeavyBall())`:
///
///     struct HeavyBall: Optimizer {
///       var learningRate = 0.01
///       var velocity: [Double] = []
///
///       mutating func update(_ x: inout [Double], along gradient: [Double]) {
///         if velocity.isEmpty { velocity = x.map { _ in 0 } }
///         for i in x.indices {
///           velocity[i] = 0.9 * velocity[i] - learningRate * gradient[i]
///           x[i] += velocity[i]
///         }
///       }
///     }
///
/// The state is encoded with the rest, so a training goes on from its encoding as if it had never been cut. The same
/// calls give the same bits.
public protocol Optimizer<Scalar>: Sendable, Codable, Equatable {
  associatedtype Scalar: OptimizerScalar = Double

  /// What people are told about it; the name of the type, where nothing is written.
  static var traits: OptimizerTraits { get }

  /// The options that can be set by name, as in a study file; the learning rate, where nothing is written.
  static var options: [OptimizerOption<Self>] { get }

  /// How far an update goes; in most methods the step is proportional to it. Schedules set it anew before each update.
  var learningRate: Double { get set }

  /// The learning rate of the next update, after what a schedule makes of it. There is no need to write one.
  var currentLearningRate: Double { get }

  /// Checks the options, before the first update.
  func validate() throws(InvalidArgument)

  /// Tells, before the first update, which of the numbers are one array of the user's parameters; all of them are one
  /// where it was not called. A loop of one's own tells it again before each update, the same every time: nothing that is
  /// remembered is lost by it. There is no need to write one.
  mutating func begin(with arrays: [Range<Int>])

  /// Moves x, of n numbers, by one step along the gradient of the loss at x, of as many.
  ///
  /// That both are of one length is a precondition, which the optimizers of this library check in every build. They begin
  /// anew, as if they had never been used, where n is another one than in the last call; the steps of a schedule go on.
  mutating func update(_ x: inout [Scalar], along gradient: [Scalar])

  /// Whether it wants the gradient of the same loss, that is of the same batch, at the point to which the last update
  /// has moved. There is no need to write one: most methods do not.
  var wantsGradientAfterUpdate: Bool { get }

  /// Takes the gradient at the point to which the last update has moved. It is not told where that is not to be had, as
  /// where the update left the bounds.
  mutating func learn(fromGradientAfterUpdate gradient: [Scalar])
}

extension Optimizer {
  public static var traits: OptimizerTraits { OptimizerTraits(name: "\(Self.self)") }

  public var currentLearningRate: Double { learningRate }

  public static var options: [OptimizerOption<Self>] { [.learningRate] }

  public func validate() throws(InvalidArgument) { try validateLearningRate() }

  public mutating func begin(with arrays: [Range<Int>]) {}

  public var wantsGradientAfterUpdate: Bool { false }

  public mutating func learn(fromGradientAfterUpdate gradient: [Scalar]) {}

  func validateLearningRate() throws(InvalidArgument) {
    guard learningRate > 0, learningRate.isFinite else {
      throw InvalidArgument("the learning rate", is: "\(learningRate)", expected: "a number above 0")
    }
  }
}

/// What people are told about an optimizer.
public struct OptimizerTraits: Sendable {
  /// The name that people write in text, such as `"Adam"`.
  public var name: String
  /// Other names for the same method, those of peers among them.
  public var aliases: [String]
  /// One sentence on what it is good for.
  public var summary: String
  /// The papers, with their DOIs.
  public var references: [String]

  public init(
    name: String, aliases: [String] = [], summary: String = "A first-order method.", references: [String] = []
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.references = references
  }
}
