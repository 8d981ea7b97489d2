import NadirScalars
import NadirDerivatives
import Testing

@Suite struct TapeTests {
  @Test func severalGradientsOfOneRecording() throws {
    let tape = Tape()
    let (x, y) = (tape.variable(2), tape.variable(3))
    let product = x * y
    #expect(try tape.gradient(of: product, withRespectTo: [x, y]) == [3, 2])
    let z = tape.variable(5)
    let sum = product * z + x
    #expect(try tape.gradient(of: sum, withRespectTo: [z, x, y]) == [6, 16, 10])
    #expect(try tape.gradient(of: product, withRespectTo: [y, z]) == [2, 0])
    #expect(try tape.gradient(of: x, withRespectTo: [x, x]) == [1, 1])
    #expect(try tape.gradient(of: 4, withRespectTo: [x]) == [0])
    #expect(try tape.gradient(of: [product, sum, 1], weights: [10, 1, 7], withRespectTo: [x, z]) == [46, 6])
  }

  @Test func numbersOfOtherRecordings() {
    let (tape, other) = (Tape(), Tape())
    let (x, y) = (tape.variable(2), other.variable(3))
    #expect(throws: TapeError.otherRecording) { try tape.gradient(of: y, withRespectTo: [x]) }
    #expect(throws: TapeError.otherRecording) { try tape.gradient(of: x, withRespectTo: [y]) }
    let joined = x * y
    #expect(joined.value.isNaN && joined.isConstant)
    #expect(throws: TapeError.mixedRecordings) { try tape.gradient(of: x, withRespectTo: [x]) }
    #expect(throws: TapeError.mixedRecordings) { try other.gradient(of: y, withRespectTo: [y]) }
    tape.reset()
    let again = tape.variable(2)
    #expect(throws: Never.self) { try tape.gradient(of: again * again, withRespectTo: [again]) }
  }

  @Test func numbersOfEndedRecordings() {
    let tape = Tape()
    let x = tape.variable(2)
    tape.reset()
    #expect(throws: TapeError.endedRecording) { try tape.gradient(of: x, withRespectTo: []) }
    let y = tape.variable(3)
    #expect((x * y).value.isNaN)
    #expect(throws: TapeError.mixedRecordings) { try tape.gradient(of: y, withRespectTo: [y]) }
    #expect((x + 1).value == 3)
  }

  @Test func whatIsNoVariable() {
    let tape = Tape()
    let (x, y) = (tape.variable(2), tape.variable(3))
    for other in [x * y, .sin(x), 7, .sum([x, y])] {
      #expect(throws: TapeError.notIndependent(position: 1)) {
        try tape.gradient(of: x * y, withRespectTo: [x, other])
      }
    }
    #expect(throws: TapeError.wrongCount(1, expected: 2)) {
      try tape.gradient(of: [x, y], weights: [1], withRespectTo: [x])
    }
    #expect("\(TapeError.notIndependent(position: 1))".contains("1"))
  }

  /// More operations than the memory of a tape has room for at first, over and over.
  @Test func growsAndReusesItsMemory() throws {
    let tape = Tape()
    for _ in 0..<5 {
      let x = tape.variables([1, 2])
      var y = x[0]
      for _ in 0..<10_000 { y += x[1] }
      #expect(y.value == 20_001)
      #expect(try tape.gradient(of: y, withRespectTo: x) == [1, 10_000])
      tape.reset()
    }
  }

  /// The array of variables that a function gets is in the same memory every time, unless somebody keeps it.
  @Test func inputsAreReused() {
    func address(keeping kept: inout [Variable]?, keep: Bool) -> Int {
      var address = 0
      _ = valueAndGradient(at: [1, 2, 3]) { x in
        address = x.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
        if keep { kept = x }
        return x[0]
      }
      return address
    }
    var kept: [Variable]?
    let first = address(keeping: &kept, keep: false)
    #expect(address(keeping: &kept, keep: true) == first)
    #expect(address(keeping: &kept, keep: false) != first)
    #expect(kept?.map(\.value) == [1, 2, 3])
  }
}
