import NadirAlgorithms
import NadirEvaluation
import NadirJSON

/// What changes on the way, as a training was given it: a training that goes on is given the same.
struct TrainingRules<Rule: Optimizer>: Sendable, Codable, Equatable {
  var optimizer: Rule
  var plateau: ReduceOnPlateau?
  var averaging: IterateAverage?
  var stopping: EarlyStopping?

  /// Checks that a checkpoint is of a training with these rules.
  ///
  /// - Parameter recorded: What the rules in it encode.
  /// - Throws: The first option that differs, by the path to it, such as `optimizer.learningRate`.
  func check(_ recorded: JSON) throws(InvalidArgument) {
    guard let given = try? JSON(encoding: self), let difference = Difference(recorded, given) else { return }
    throw InvalidArgument(
      "\(difference.path.joined(separator: ".")) of the checkpoint", is: difference.one,
      expected: "\(difference.other), as in the training")
  }
}

/// The first place where two values differ that are encoded.
private struct Difference {
  var path: [String] = []
  var one: String
  var other: String

  /// - Returns: `nil` where they are alike.
  init?(_ one: JSON?, _ other: JSON?) {
    guard one?.description != other?.description else { return nil }
    // Numbers that are read are reals, whatever was written.
    if let number = one?.asNumber, number == other?.asNumber { return nil }
    if let inner = Difference.within(one, other) {
      guard let first = inner.first else { return nil }
      self = first
    } else {
      (self.one, self.other) = (Difference.text(one, like: other), Difference.text(other))
    }
  }

  /// The differences in what two values hold, in order; `nil` where they have no form in common, as cases of an enumeration.
  private static func within(_ one: JSON?, _ other: JSON?) -> [Difference]? {
    if let members = one?.asObject, let others = other?.asObject {
      let (mine, given) = (members.map(\.key), others.map(\.key))
      guard mine.contains(where: given.contains) else { return nil }
      return (mine + given.filter { !mine.contains($0) }).compactMap { key in
        guard var difference = Difference(one?[key], other?[key]) else { return nil }
        difference.path.insert(key, at: 0)
        return difference
      }
    }
    if let elements = one?.asArray, let others = other?.asArray, elements.count == others.count {
      return zip(elements, others).compactMap { Difference($0, $1) }
    }
    return nil
  }

  private static func text(_ json: JSON?, like other: JSON? = nil) -> String {
    if case .integer = other, let integer = json?.asNumber.flatMap({ Int(exactly: $0) }) { return "\(integer)" }
    let (text, most) = (json?.description ?? "none", 80)
    return text.count > most ? "\(text.prefix(most))…" : text
  }
}
