/// An XML element as a value. Its text and attributes are escaped when it is written.
struct Element: Sendable {
  let name: String
  var attributes: [(name: String, value: String)] = []
  var content: [Content] = []

  enum Content: Sendable {
    case element(Element)
    case text(String)
  }

  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Element] = []) {
    self.name = name
    self.attributes = attributes.map { (name: $0.key, value: $0.value) }
    content = children.map(Content.element)
  }

  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
    self.name = name
    self.attributes = attributes.map { (name: $0.key, value: $0.value) }
    content = [.text(text)]
  }

  /// The element with one attribute more.
  func with(_ name: String, _ value: String) -> Element {
    var element = self
    element.attributes.append((name, value))
    return element
  }

  mutating func append(_ child: Element) { content.append(.element(child)) }
}
