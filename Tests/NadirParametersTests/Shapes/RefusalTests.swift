import NadirEvaluation
import Testing

@testable import NadirParameters

/// What the layout of a start is refused with.
private func refusal<Shape: Codable & Sendable>(_ start: Shape) -> String? {
  do {
    _ = try CodableLayout(start)
    return nil
  } catch {
    return error.description
  }
}

/// What rebuilding at some numbers fails with.
private func failure<Shape: Codable & Sendable>(_ start: Shape, at numbers: [Double]) throws -> String? {
  let layout = try CodableLayout(start)
  do {
    _ = try layout.parameters(numbers)
    return nil
  } catch {
    #expect(error.kind == .threw)
    return error.message
  }
}

@Suite struct RefusalTests {
  @Test func aStartHasANumber() {
    struct Counts: Codable {
      var count = 3
      var name = "n"
    }
    let expected =
      "the start is without numbers, but must be one number or more: integers, booleans and texts are constants; "
      + "write 1.0 for a number"
    #expect(refusal(Counts()) == expected)
    #expect(refusal([Double]()) == expected)
  }

  struct Rectangle: Codable {
    var width = 2.0
    var height = 3.0
    /// Computed again whenever it is decoded.
    var recomputes = true

    enum Keys: CodingKey { case width, height, area, recomputes }

    init(recomputes: Bool) { self.recomputes = recomputes }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Keys.self)
      width = try container.decode(Double.self, forKey: .width)
      height = try container.decode(Double.self, forKey: .height)
      recomputes = try container.decode(Bool.self, forKey: .recomputes)
      if recomputes { _ = try container.decode(Double.self, forKey: .area) }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(width, forKey: .width)
      try container.encode(height, forKey: .height)
      try container.encode(width * height, forKey: .area)
      try container.encode(recomputes, forKey: .recomputes)
    }
  }

  @Test func whatIsComputedFromOthersIsRefused() {
    let expected = "as it is written: leave out of the encoding what is computed from others"
    #expect(
      refusal(["r": Rectangle(recomputes: false)]) == "the start of 'r.area' is not read, but must be read \(expected)")
    #expect(refusal(Rectangle(recomputes: true))?.hasPrefix("the start of 'area' is set to ") == true)
  }

  /// Knots, as many as a number says.
  struct Spline: Codable {
    var count = 3.0
    var knots = [1.0, 2, 3]
    var threshold = 0.0

    init(count: Double, threshold: Double) {
      self.count = count
      self.threshold = threshold
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      count = try container.decode(Double.self, forKey: .count)
      threshold = try container.decode(Double.self, forKey: .threshold)
      knots = []
      var elements = try container.nestedUnkeyedContainer(forKey: .knots)
      for _ in 0..<Int(count) { knots.append(try elements.decode(Double.self)) }
    }
  }

  @Test func arraysWhoseLengthDependsOnAValueAreRefused() throws {
    #expect(
      refusal(["s": Spline(count: 3, threshold: 0)])
        == "the start of 's.knots[2]' is not read at other values, but must be of a shape that does not depend on values"
    )
    let start = Spline(count: 3.5, threshold: 0)
    let shape = "the shape of the parameters depends on their values: "
    #expect(try failure(start, at: [3.9, 1, 2, 3, 0]) == nil)
    #expect(try failure(start, at: [2.9, 1, 2, 3, 0]) == shape + "'knots[2]' is not read")
    #expect(try failure(start, at: [4.1, 1, 2, 3, 0]) == shape + "'knots[3]' is missing")
  }

  /// A width that is nothing below a limit.
  struct Limited: Codable {
    var width: Double?
    var skips: Bool

    init(width: Double, skips: Bool) {
      self.width = width
      self.skips = skips
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      skips = try container.decode(Bool.self, forKey: .skips)
      let width = try container.decodeIfPresent(Double.self, forKey: .width)
      self.width = width.flatMap { $0 < 1 ? nil : $0 }
    }
  }

  @Test func optionalsThatTurnNilAreRefused() {
    #expect(
      refusal(["l": [Limited(width: 1, skips: false)]])?.hasPrefix(
        "the start of 'l[0].width' is a number, but nothing when it is read back, but") == true)
    #expect(refusal(Limited(width: 2, skips: false)) == nil)
  }

  @Test func setsOfNumbersHaveNoOrder() {
    struct Tagged: Codable {
      var rate = 1.0
      var tags: Set<Double> = [1, 2]
    }
    #expect(
      refusal(Tagged())
        == "the start of 'tags' is a set that contains numbers, but must be an array: the elements of a set have no order"
    )
  }

  @Test func dictionariesHaveKeysThatAreNames() {
    let expected = "but must be one whose keys are encoded as one text or integer each"
    #expect(
      refusal(["d": [1.5: 2.0]]) == "the start of 'd' is a dictionary whose keys are of the type Double, \(expected)")
    #expect(
      refusal([[1, 2]: 2.0]) == "the start is a dictionary whose keys are of the type Array<Int>, \(expected)")
  }

  struct Stubborn: Codable {
    struct Complaint: Error {}

    init() {}

    init(from decoder: any Decoder) throws {}

    func encode(to encoder: any Encoder) throws { throw Complaint() }
  }

  @Test func whatCannotBeEncodedIsNamed() {
    #expect(
      refusal(["a": [Stubborn()]])
        == "the start of 'a[0]' is not encoded by its type: Complaint(), but must be a value that its type encodes")
    #expect(refusal(["a": [Int128.max]])?.hasPrefix("the start of 'a[0]' is 1701411834604692317") == true)
  }

  /// Weights between 0 and 1.
  struct Share: Codable {
    var share: Double

    init(_ share: Double) { self.share = share }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      share = try container.decode(Double.self)
      guard 0...1 ~= share else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(share) is no share")
      }
    }

    func encode(to encoder: any Encoder) throws { try share.encode(to: encoder) }
  }

  @Test func onlyTheStartMustBeAllowed() throws {
    #expect(refusal(["a": Share(1)]) == nil)
    #expect(refusal(["a": Share(2)])?.hasPrefix("the start of 'a' is refused by its type: 2.0 is no share") == true)
    #expect(
      try failure(["a": Share(1)], at: [3])
        == "the type of the parameters refuses the numbers at 'a': 3.0 is no share")
  }
}
