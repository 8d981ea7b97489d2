import NadirAlgorithms
import NadirEvaluation
import Testing

@Suite struct AlgorithmOptionTests {
  @Test func optionsAreSetByName() throws {
    var lbfgsb = LBFGSB()
    try lbfgsb.setOption("memory", to: .number(3))
    try lbfgsb.setOption("gradient_tolerance", to: .number(1e-9))
    #expect(lbfgsb.memory == 3)
    #expect(lbfgsb.tolerances.gradient == 1e-9)

    var nelderMead = NelderMead()
    try nelderMead.setOption("coefficients", to: .word("classical"))
    #expect(nelderMead.coefficients == .classical)
  }

  @Test func valuesOfAnotherTypeAreRefused() {
    var lbfgsb = LBFGSB()
    #expect(throws: InvalidArgument("memory", is: "1.5", expected: "a whole number")) {
      try lbfgsb.setOption("memory", to: .number(1.5))
    }
    #expect(throws: InvalidArgument("memory", is: "'many'", expected: "a whole number")) {
      try lbfgsb.setOption("memory", to: .word("many"))
    }
    #expect(throws: InvalidArgument.self) { try lbfgsb.setOption("radius", to: .number(1)) }
    #expect(lbfgsb.memory == LBFGSB().memory)
  }

  @Test func namesAreAllDifferentAndExplained() {
    for algorithm in AlgorithmCatalog.all {
      let options = type(of: algorithm).optionDescriptions
      #expect(Set(options.map(\.name)).count == options.count)
      #expect(options.allSatisfy { !$0.summary.isEmpty && !$0.expected.isEmpty })
    }
  }
}
