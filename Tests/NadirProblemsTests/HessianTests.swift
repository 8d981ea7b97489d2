import NadirDerivatives
import NadirLinear
import NadirProblems
import NadirScalars
import Testing

/// Second derivatives by duals over duals against closed forms and against published numbers.
@Suite struct HessianTests {
  @Test(arguments: ClosedForm.all)
  func hessianIsTheClosedForm(_ known: ClosedForm) throws {
    for x in AutomaticDerivativeTests.points(around: known.problem) {
      let hessian = try Forward.hessian(at: x, of: known.problem.function)
      let size = hessian.elements.reduce(0) { max($0, $1.magnitude) }
      #expect(hessian == hessian.transposed)
      for i in x.indices {
        for j in i..<x.count {
          let expected = known.element(x, i, j)
          #expect(
            abs(hessian[i, j] - expected) <= AutomaticDerivativeTests.rounding * size,
            "H[\(i), \(j)] is \(hessian[i, j]), not \(expected), at \(x), seed \(ConsistencyTests.seed)")
        }
      }
    }
  }

  /// Where all residuals vanish the Hessian is that of Gauss and Newton, 2JᵀJ.
  @Test(arguments: TestProblems.leastSquares.filter { $0.minimum == 0 })
  func hessianWithoutResidualsIsGaussNewtons(_ problem: TestProblem) throws {
    for x in problem.minimizers {
      let hessian = try Forward.hessian(at: x, of: problem.function)
      let size = hessian.elements.reduce(0) { max($0, $1.magnitude) }
      for i in x.indices {
        for j in i..<x.count {
          let expected = ClosedForm.gaussNewton(problem, x, i, j)
          #expect(abs(hessian[i, j] - expected) <= 1e-13 * size, "H[\(i), \(j)] is \(hessian[i, j]), not \(expected)")
        }
      }
    }
  }

  /// The matrices that textbooks print, exact: 100(b − a²)² + (1 − a)² has integers at its start and its minimizer.
  @Test func rosenbrockAtItsStartAndMinimizer() throws {
    let problem = TestProblems.rosenbrock(2)
    #expect(try Forward.hessian(at: [1, 1], of: problem.function).rows == [[802, -400], [-400, 200]])
    let atStart = try Forward.hessian(at: problem.start, of: problem.function)
    #expect(zip(atStart.elements, [1330, 480, 480, 200]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  /// The examples of `rosen_hess` and `rosen_hess_prod` in the reference of SciPy 1.14,
  /// https://docs.scipy.org/doc/scipy-1.14.0/reference/generated/scipy.optimize.rosen_hess_prod.html.
  @Test func rosenbrockAsSciPyHasIt() throws {
    let four = try Forward.hessian(at: [0, 0.1, 0.2, 0.3], of: TestProblems.rosenbrock(4).function)
    let published: [Double] = [-38, 0, 0, 0, 0, 134, -40, 0, 0, -40, 130, -80, 0, 0, -80, 200]
    #expect(zip(four.elements, published).allSatisfy { abs($0 - $1) < 1e-12 }, "\(four)")
    let (x, direction) = ((0..<9).map { 0.1 * Double($0) }, (0..<9).map { 0.5 * Double($0) })
    let (_, _, product) = try valueGradientAndHessianProduct(
      at: x, along: direction, of: TestProblems.rosenbrock(9).function)
    let products: [Double] = [0, 27, -10, -95, -192, -265, -278, -195, -180]
    #expect(zip(product, products).allSatisfy { abs($0 - $1) < 1e-12 }, "\(product)")
  }

  /// At the minimizer of Powell's singular function the rank is two: no curvature along (10, −1, 0, 0) and (0, 0, 1, 1).
  @Test func powellSingularIsSingular() throws {
    let hessian = try Forward.hessian(at: [0, 0, 0, 0], of: TestProblems.powellSingular.function)
    #expect(hessian * [10, -1, 0, 0] == [0, 0, 0, 0])
    #expect((hessian * [0, 0, 1, 1]).allSatisfy { abs($0) < 1e-14 })
    #expect(abs(hessian[0, 0] - 2) < 1e-14 && abs(hessian[2, 2] - 10) < 1e-14)
  }
}
