import Foundation
import NadirDerivatives
import Testing

/// Numbers that carry derivatives are encoded as their values and decoded as constants.
@Suite struct CodableNumberTests {
  private func decoded<Number: Codable>(_ number: Number) throws -> Number {
    let text = try JSONEncoder().encode(["x": [number]])
    #expect(String(bytes: text, encoding: .utf8) == "{\"x\":[2.5]}")
    let back = try JSONDecoder().decode([String: [Number]].self, from: text)
    return try #require(back["x"]?.first)
  }

  @Test func variables() throws {
    let tape = Tape()
    let x = tape.variable(2.5)
    let back = try decoded(x)
    #expect(back.primal == 2.5 && back.isConstant && !x.isConstant)
  }

  @Test func duals() throws {
    let back = try decoded(Dual8(2.5, partials: SIMD8(repeating: 1)))
    #expect(back.primal == 2.5 && back.partials == SIMD8(repeating: 0))
  }

  @Test func numbersOverNumbers() throws {
    let back = try decoded(TapeNumber<Dual1>(constant: Dual1(2.5, partials: Slope(3))))
    #expect(back.primal.primal == 2.5 && back.primal.partials.derivative == 0)
    let second = try decoded(SecondOrderDual(constant: Dual8(2.5, partials: SIMD8(repeating: 1))))
    #expect(second.value == 2.5 && second.primal.partials == SIMD8(repeating: 0))
  }
}
