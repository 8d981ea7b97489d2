/// Dictionaries and sets: they come in another order in every process, and are written in one that depends on what they
/// hold only.
protocol UnorderedEncodable {
  func json(at place: CodingPlace?) throws -> JSON
}

extension Dictionary: UnorderedEncodable where Key: Encodable, Value: Encodable {
  /// As the standard library writes it: an object where keys are texts or integers, or say which they are; else an array
  /// of keys and values by turns.
  func json(at place: CodingPlace?) throws -> JSON {
    guard Key.self == String.self || Key.self == Int.self || Key.self is any CodingKeyRepresentable.Type else {
      return try pairs(at: place)
    }
    let members = try map { key, value in
      let name = (key as? any CodingKeyRepresentable)?.codingKey.stringValue ?? "\(key)"
      return (key: name, value: try JSONEncoding.json(value, at: CodingPlace(.key(name), below: place)))
    }.sorted { $0.key < $1.key }
    for (first, second) in zip(members, members.dropFirst()) where first.key == second.key {
      throw EncodingError.invalidValue(
        self,
        EncodingError.Context(
          codingPath: CodingPlace.path(to: place), debugDescription: "two keys that are written as '\(first.key)'"))
    }
    return .object(members)
  }

  private func pairs(at place: CodingPlace?) throws -> JSON {
    let pairs = try enumerated().map { i, pair in
      (
        key: try JSONEncoding.json(pair.key, at: CodingPlace(.index(2 * i), below: place)),
        value: try JSONEncoding.json(pair.value, at: CodingPlace(.index(2 * i + 1), below: place))
      )
    }
    return .array(pairs.sorted { $0.key.description < $1.key.description }.flatMap { [$0.key, $0.value] })
  }
}

extension Set: UnorderedEncodable where Element: Encodable {
  func json(at place: CodingPlace?) throws -> JSON {
    let elements = try enumerated().map { i, element in
      try JSONEncoding.json(element, at: CodingPlace(.index(i), below: place))
    }
    return .array(elements.map { ($0, $0.description) }.sorted { $0.1 < $1.1 }.map(\.0))
  }
}
