/// Dictionaries and sets: they come in another order in every run and for every capacity, and are written in one that
/// depends on what they hold only.
protocol UnorderedEncodable {
  /// - Throws: ``ShapeMismatch`` when there is no such order, or what an element throws.
  func encodeInOrder(to encoder: TreeEncoder) throws
}

extension Dictionary: UnorderedEncodable where Key: Encodable, Value: Encodable {
  /// A mapping in the order of its keys, integers by value. The dictionary itself would write keys that are neither
  /// texts nor integers, such as those of an enum, as elements among the values.
  func encodeInOrder(to encoder: TreeEncoder) throws {
    let members = try map { key, value in (key: try DictionaryKey(key, of: encoder), value: value) }
      .sorted { $0.key < $1.key }
    for (first, second) in zip(members, members.dropFirst()) where first.key.text == second.key.text {
      throw ShapeMismatch(
        at: encoder.path, found: "a dictionary with two keys that are encoded as '\(first.key.text)'",
        expected: "one whose keys are encoded as different texts or integers")
    }
    encoder.kind = .mapping
    encoder.children = try members.map { key, value in
      (key.text, try encoder.write(value, at: .key(key.text)))
    }
  }
}

extension Set: UnorderedEncodable where Element: Encodable {
  func encodeInOrder(to encoder: TreeEncoder) throws {
    var elements: [(constants: [ParameterTree.Constant], content: TreeEncoder.Content)] = []
    for (i, element) in enumerated() {
      let content = try encoder.write(element, at: .index(i))
      var written = WrittenTree()
      let tree = written.append(content)
      guard written.numbers.isEmpty else {
        throw ShapeMismatch(
          at: encoder.path, found: "a set that contains numbers",
          expected: "an array: the elements of a set have no order")
      }
      elements.append((tree.constants, content))
    }
    elements.sort { $0.constants.lexicographicallyPrecedes($1.constants, by: ParameterTree.Constant.areInOrder) }
    encoder.kind = .sequence
    encoder.children = elements.map { ("", $0.content) }
  }
}
