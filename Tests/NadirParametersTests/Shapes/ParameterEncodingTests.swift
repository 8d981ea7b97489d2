import NadirEvaluation
import NadirParameters
import Testing
import _TestSupport

/// A number that knows which of the encoded ones it stands for, as one with derivatives would; none for a constant.
private struct Tagged: Codable, Equatable {
  var value: Double
  var tag: Int?

  init(_ value: Double, _ tag: Int? = nil) {
    self.value = value
    self.tag = tag
  }

  init(from decoder: any Decoder) throws {
    if let number = (decoder as? any CarryingDecoder)?.carried(Tagged.self) {
      self = number
    } else {
      self.init(try decoder.singleValueContainer().decode(Double.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

private func tagged(_ numbers: [Double]) -> [Tagged] { numbers.enumerated().map { Tagged($1, $0) } }

/// Reads a model from parameters, every number with its tag.
private func decoded<Model: Decodable>(
  _ type: Model.Type, from parameters: some Encodable
) throws -> (model: Model, untracked: [Int]) {
  let encoding = try ParameterEncoding(parameters)
  return try encoding.decode(type, carrying: tagged(encoding.numbers))
}

private struct Inner<Number: Codable>: Codable {
  var width: Number
  var weights: [Number]
}

private enum Shape<Number: Codable>: Codable {
  case none
  case round(radius: Number)
  case box(Number, [Number])
}

private enum Side: String, Codable { case left, right }

private struct Outer<Number: Codable>: Codable {
  var rate: Number
  var inner: Inner<Number>
  var layers: [[Number]]
  var name = "n"
  var steps = 3
  var isOn = true
  var none: Number?
  var some: Number?
  var sometimes: [Number?]
  var shapes: [Shape<Number>]
  var named: [String: Number]
  var listed: [Int: [Number]]
  var sides: [Side: Number]
  var pairs: [SIMD2<Int>]
}

extension Outer {
  init(_ next: () -> Number) {
    rate = next()
    inner = Inner(width: next(), weights: [next(), next()])
    layers = [[next()], [], [next(), next()]]
    some = next()
    sometimes = [nil, next(), nil]
    shapes = [.none, .box(next(), [next(), next()]), .round(radius: next())]
    named = [:]
    for name in ["a", "b", "c"] { named[name] = next() }
    listed = [:]
    for key in [2, 10] { listed[key] = [next(), next()] }
    sides = [:]
    for side in [Side.left, .right] { sides[side] = next() }
    pairs = [SIMD2(1, 2)]
  }
}

@Suite struct ParameterEncodingTests {
  @Test func everyNumberIsTheOneThatStandsForIt() throws {
    var next = 0.0
    let start = Outer<Double> {
      next += 0.5
      return next
    }
    let encoding = try ParameterEncoding(start)
    #expect(encoding.numbers == (1...22).map { 0.5 * Double($0) })
    let (model, untracked) = try encoding.decode(Outer<Tagged>.self, carrying: tagged(encoding.numbers))
    #expect(untracked.isEmpty)

    var position = -1
    let expected = Outer<Tagged> {
      position += 1
      return Tagged(encoding.numbers[position], position)
    }
    #expect(model.rate == expected.rate && model.inner.width == expected.inner.width)
    #expect(model.inner.weights == expected.inner.weights && model.layers == expected.layers)
    #expect(model.none == nil && model.some == expected.some && model.sometimes == expected.sometimes)
    #expect("\(model.shapes)" == "\(expected.shapes)")
    #expect(model.named == expected.named && model.listed == expected.listed && model.sides == expected.sides)
    #expect(model.name == "n" && model.steps == 3 && model.isOn && model.pairs == [SIMD2(1, 2)])
  }

  @Test func shapesOfTheStandardLibrary() throws {
    #expect(try decoded(Tagged.self, from: 2.5).model == Tagged(2.5, 0))
    #expect(try decoded([Tagged].self, from: [1.0, 2]).model == [Tagged(1, 0), Tagged(2, 1)])
    #expect(try decoded([Tagged].self, from: SIMD2(1.0, 2)).model == [Tagged(1, 0), Tagged(2, 1)])
    #expect(try decoded([Tagged].self, from: [Float(1), 2]).model == [Tagged(1, 0), Tagged(2, 1)])
    #expect(
      try decoded([String: Tagged].self, from: ["b": 1.0, "a": 2]).model == ["a": Tagged(2, 0), "b": Tagged(1, 1)])
    #expect(try decoded([[Tagged]].self, from: [[1.0], [], [2]]).model == [[Tagged(1, 0)], [], [Tagged(2, 1)]])
    #expect(try decoded(ClosedRange<Tagged>.self, from: 1.0...2).model == Tagged(1, 0)...Tagged(2, 1))
  }

  /// A member of a model that holds one number, and hands the decoder on to it.
  private struct Wrapper<Number: Codable & Sendable>: Codable {
    var number: Number

    init(from decoder: any Decoder) throws { number = try Number(from: decoder) }
    func encode(to encoder: any Encoder) throws { try number.encode(to: encoder) }
  }

  /// The same by way of a container.
  private struct Contained<Number: Codable>: Codable {
    var number: Number

    init(from decoder: any Decoder) throws {
      number = try decoder.singleValueContainer().decode(Number.self)
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(number)
    }
  }

  @Test func numbersInsideWrappersAreFoundToo() throws {
    let start = ["a": [1.0, 2], "b": [3.0]]
    let (model, untracked) = try decoded([String: [Wrapper<Tagged>]].self, from: start)
    #expect(model["a"]?.map(\.number) == [Tagged(1, 0), Tagged(2, 1)] && model["b"]?[0].number == Tagged(3, 2))
    #expect(untracked.isEmpty)
    let contained = try decoded([Contained<Tagged>].self, from: [1.0, 2])
    #expect(contained.model.map(\.number) == [Tagged(1, 0), Tagged(2, 1)] && contained.untracked.isEmpty)
  }

  @Test func integersAreConstants() throws {
    struct Counts: Codable {
      var count = 3
      var rate = 0.5
    }
    struct Model: Codable {
      var count: Tagged
      var rate: Tagged
    }
    let (model, untracked) = try decoded(Model.self, from: Counts())
    #expect(model.count == Tagged(3) && model.rate == Tagged(0.5, 0) && untracked.isEmpty)
  }

  private struct Mixed<Number: Codable>: Codable {
    var rate: Number
    var start: Double
    var single: Float
    var table: [Double]
    var named: [String: Double]
    var end: Number
  }

  @Test func numbersThatAreReadAsTheyAreAreUntracked() throws {
    let start = Mixed(rate: 1.0, start: 2, single: 3, table: [4, 5], named: ["a": 6], end: 7)
    let (model, untracked) = try decoded(Mixed<Tagged>.self, from: start)
    #expect(model.rate == Tagged(1, 0) && model.end == Tagged(7, 6))
    #expect(model.start == 2 && model.single == 3 && model.table == [4, 5] && model.named == ["a": 6])
    #expect(untracked == [1, 2, 3, 4, 5])
  }

  private struct Rows<Number: Codable>: Codable {
    var weights: [[Number]]
    var plain: [[Double]]
    var single: [[Float]]
    var counts: [[Int]]
    var deep: [[[Number]]]
    var some: [[Number?]]
    var mixed: [[Number]]
  }

  @Test func rowsAreOfAnyKind() throws {
    let start = Rows(
      weights: [[1.0, 2], [3]], plain: [[4], [5, 6]], single: [[7], []], counts: [[1, 2], [3]],
      deep: [[[8], [9, 10]], []], some: [[nil, 11], []], mixed: [])
    let (model, untracked) = try decoded(Rows<Tagged>.self, from: start)
    #expect(model.weights == [[Tagged(1, 0), Tagged(2, 1)], [Tagged(3, 2)]])
    #expect(model.plain == start.plain && model.single == start.single && model.counts == start.counts)
    #expect(model.deep == [[[Tagged(8, 7)], [Tagged(9, 8), Tagged(10, 9)]], []])
    #expect(model.some == [[nil, Tagged(11, 10)], []] && model.mixed == [])
    #expect(untracked == [3, 4, 5, 6])
    let other = try ParameterEncoding(start).parameters(Rows<Double>.self, with: (1...11).map { -Double($0) })
    #expect(other.weights == [[-1, -2], [-3]] && other.plain == [[-4], [-5, -6]] && other.single == [[-7], []])
    // Numbers without derivatives, and integers, stand where numbers are asked for.
    #expect(try decoded([[Tagged]].self, from: [[1, 2], [3]]).model == [[Tagged(1), Tagged(2)], [Tagged(3)]])
    #expect(try decoded([[Double]].self, from: [[1, 2], [3]]).model == [[1, 2], [3]])
  }

  @Test func arraysAreMembersWithoutMembers() throws {
    struct Parts: Codable {
      var rate = 1.0
      var layers = [[1.0], [], [2, 3]]
      var name = "n"
      var inner = Inner(width: 1.0, weights: [2, 3])
      var list = [Inner(width: 1.0, weights: [2]), Inner(width: 1.0, weights: [2])]
      var last = [1.0]
    }
    let arrays = try ParameterEncoding(Parts()).arrays
    #expect(arrays == [0..<1, 1..<4, 4..<5, 5..<7, 7..<8, 8..<9, 9..<10, 10..<11, 11..<12])
    #expect(try ParameterEncoding([[1.0, 2], [3]]).arrays == [0..<3])
    #expect(try ParameterEncoding("n").arrays == [])
  }

  /// Reads members by their keys as a script says.
  private struct Scripted: Decodable {
    enum Reading: CaseIterable { case number, plain, both, none }

    @TaskLocal static var script: [(key: Int, reading: Reading)] = []
    var numbers: [Int: Tagged] = [:]

    init(from decoder: any Decoder) throws {
      struct Key: CodingKey {
        var intValue: Int?
        var stringValue: String
        init(intValue: Int) { (self.intValue, stringValue) = (intValue, String(intValue)) }
        init?(stringValue: String) { nil }
      }
      let container = try decoder.container(keyedBy: Key.self)
      for (key, reading) in Self.script {
        let key = Key(intValue: key)
        if reading == .plain || reading == .both { _ = try container.decode(Double.self, forKey: key) }
        if reading == .number || reading == .both {
          numbers[key.intValue ?? 0] = try container.decode(Tagged.self, forKey: key)
        }
      }
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func whatIsReadInAnyOrderIsKnown(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...12, using: &generator)
    let start = Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, Double($0)) })
    let script = (0..<count).shuffled(using: &generator).map { key in
      (key: key, reading: Scripted.Reading.allCases.randomElement(using: &generator) ?? .none)
    }
    let (model, untracked) = try Scripted.$script.withValue(script) { try decoded(Scripted.self, from: start) }
    let expected = script.filter { $0.reading != .number }.map(\.key).sorted()
    #expect(untracked == expected, "seed \(seed)")
    for (key, number) in model.numbers { #expect(number == Tagged(Double(key), key), "seed \(seed)") }
  }

  private func failure(_ body: () throws -> Void) -> EvaluationFailure? {
    do {
      try body()
      return nil
    } catch {
      return error as? EvaluationFailure
    }
  }

  private struct Refusing: Codable {
    struct Refusal: Error {}
    var size: Tagged

    init(from decoder: any Decoder) throws {
      size = try decoder.container(keyedBy: CodingKeys.self).decode(Tagged.self, forKey: .size)
      if size.value < 0 { throw Refusal() }
    }
  }

  @Test func otherEncodingsAreFailuresThatNameThePlace() throws {
    let missing = failure { _ = try decoded([String: [String: Tagged]].self, from: ["a": ["b": [1.0]]]) }
    #expect(missing?.kind == .threw && missing?.message.contains("'a.b' is") == true, "\(missing?.message ?? "")")
    let absent = failure { _ = try decoded(Inner<Tagged>.self, from: ["width": 1.0]) }
    #expect(absent?.message.contains("'weights' is missing") == true, "\(absent?.message ?? "")")
    let refused = failure { _ = try decoded(Refusing.self, from: ["size": -1.0]) }
    #expect(refused?.message.contains("Refusing refuses") == true && refused?.underlying is Refusing.Refusal)
    #expect(try decoded(Refusing.self, from: ["size": 1.0]).model.size == Tagged(1, 0))
    let count = failure { _ = try ParameterEncoding([1.0, 2]).decode([Tagged].self, carrying: [Tagged(1, 0)]) }
    #expect(count?.message == "1 numbers were given to stand for 2 parameters")
    #expect(failure { _ = try ParameterEncoding(["a": Set([1.0])]) }?.message.contains("'a' of the parameters") == true)
  }

  @Test func theSameShapeHasOtherNumbers() throws {
    let start = Mixed(rate: 1.0, start: 2, single: 3, table: [4, 5], named: ["a": 6], end: 7)
    let encoding = try ParameterEncoding(start)
    let other = try encoding.parameters(Mixed<Double>.self, with: encoding.numbers.map { $0 + 10 })
    #expect(other.rate == 11 && other.single == 13 && other.table == [14, 15] && other.named == ["a": 16])
    #expect(throws: EvaluationFailure.self) { try encoding.parameters(Mixed<Double>.self, with: [1]) }
  }
}

extension Tagged: Comparable {
  static func < (x: Tagged, y: Tagged) -> Bool { x.value < y.value }
}
