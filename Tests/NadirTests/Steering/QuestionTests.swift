import Foundation
import NadirEvaluation
import Testing

@testable import Nadir

@Suite struct QuestionTests {
  @Test func identitiesAreThoseOfPointsAndDemands() throws {
    let id = QuestionID([1, 2], .value)
    #expect(id == QuestionID([1, 2], .value))
    let others = [
      QuestionID([2, 1], .value), QuestionID([1, 2], [.value, .gradient]), QuestionID([1], .value),
      QuestionID([1, 2, 0], .value), QuestionID([1, (2.0).nextUp], .value), QuestionID([-1, 2], .value),
    ]
    #expect(Set(others + [id]).count == 7)
    #expect(QuestionID([0.0], .value) != QuestionID([-0.0], .value), "the bits count")
  }

  @Test func identitiesAreTexts() throws {
    for i in 0..<1000 {
      let id = QuestionID([Double(i)], .value)
      #expect(id.description.utf8.count == 32 && QuestionID(id.description) == id)
    }
    let id = QuestionID([3], .value)
    #expect(try JSONDecoder().decode([QuestionID].self, from: JSONEncoder().encode([id])) == [id])
    for text in [
      "", "0123", "x123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdefff",
      "é23456789abcdef0123456789abcdef",
    ] {
      #expect(QuestionID(text) == nil)
    }
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([QuestionID].self, from: Data("[\"no\"]".utf8)) }
  }
}
