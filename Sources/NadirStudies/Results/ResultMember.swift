import Nadir

/// A value in a result, with its path for messages.
struct ResultMember {
  let file: String
  let path: String
  let json: JSON

  /// The member with this key.
  func member(_ key: String) throws(ResultError) -> ResultMember {
    guard let json = try members()[key] else {
      throw ResultError(file: file, member: self.path(of: key), problem: .missing)
    }
    return ResultMember(file: file, path: path(of: key), json: json)
  }

  /// The member with this key, if it is there.
  func optional(_ key: String) throws(ResultError) -> ResultMember? {
    try members()[key].map { ResultMember(file: file, path: path(of: key), json: $0) }
  }

  private func members() throws(ResultError) -> JSON {
    guard json.asObject != nil else { throw error(expected: "an object") }
    return json
  }

  private func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func number() throws(ResultError) -> Double {
    guard let number = json.asNumber else { throw error(expected: "a number") }
    return number
  }

  /// A range that is open ends where doubles no longer tell whole numbers apart, so that sums and products of what was read
  /// stay far from the largest integer.
  func whole(_ range: ClosedRange<Int>) throws(ResultError) -> Int {
    let (lower, upper) = (range.lowerBound, range.upperBound)
    let limits = lower == .min ? "" : upper == .max ? " of \(lower) or more" : " from \(lower) to \(upper)"
    guard let whole = json.asNumber.flatMap({ Int(exactly: $0) }), range ~= whole,
      whole.magnitude <= Study.largestSeed
    else { throw error(expected: "a whole number\(limits)") }
    return whole
  }

  func text() throws(ResultError) -> String {
    guard let text = json.asString else { throw error(expected: "a text") }
    return text
  }

  func truth() throws(ResultError) -> Bool {
    guard case .bool(let truth) = json else { throw error(expected: "true or false") }
    return truth
  }

  /// A text that is one of some words.
  func word<Word>(_ read: (String) -> Word?, expected: String) throws(ResultError) -> Word {
    guard let word = read(try text()) else { throw error(expected: expected) }
    return word
  }

  /// What is read of each element of an array.
  func elements<Element>(
    _ read: (ResultMember) throws(ResultError) -> Element
  ) throws(ResultError) -> [Element] {
    guard let array = json.asArray else { throw error(expected: "an array") }
    var elements: [Element] = []
    elements.reserveCapacity(array.count)
    for (i, json) in array.enumerated() {
      elements.append(try read(ResultMember(file: file, path: "\(path)[\(i)]", json: json)))
    }
    return elements
  }

  /// What is read of an array with as many elements as another one has.
  func column<Element>(
    _ count: Int, _ read: (ResultMember) throws(ResultError) -> Element
  ) throws(ResultError) -> [Element] {
    let elements = try elements(read)
    guard elements.count == count else {
      let problem = ResultError.Problem.value("an array of \(elements.count)", expected: "one of \(count)")
      throw ResultError(file: file, member: path, problem: problem)
    }
    return elements
  }

  /// `nil` for null.
  func ifPresent<Value>(
    _ read: (ResultMember) throws(ResultError) -> Value
  ) throws(ResultError) -> Value? {
    if case .null = json { nil } else { try read(self) }
  }

  func error(expected: String) -> ResultError {
    ResultError(file: file, member: path, problem: .value(shown, expected: expected))
  }

  /// The value, shortened where it is long.
  private var shown: String {
    switch json {
    case .array(let elements): return "an array of \(elements.count)"
    case .object: return "an object"
    default:
      let text = json.description
      return text.count <= 60 ? text : "\(text.prefix(57))…"
    }
  }
}
