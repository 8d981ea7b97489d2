import Foundation

/// A curve with its data, by the arguments that all programs take.
private struct Curve {
  let name: String
  let model: String
  let m, peaks, n: Int

  var jacobianBytes: Double { 8 * Double(m * n) }
}

private let curves = [
  Curve(name: "3 Gaussians on a constant", model: "gaussians", m: 100_000, peaks: 3, n: 10),
  Curve(name: "66 Lorentzians on a line", model: "lorentzians", m: 10_000, peaks: 66, n: 200),
]

/// A program that fits curves, and how it is to do that.
private struct Contender {
  let name: String
  let program: [String]
  let method: String
  /// Whether its linear algebra has one thread, and not as many as it takes by itself.
  var hasOneThread = true

  /// Three runs in a fresh process; `nil` when it fails.
  func run(_ curve: Curve) -> Fit? {
    let arguments = [curve.model, "\(curve.m)", "\(curve.peaks)", method, "3"]
    let threads = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"]
    let setting = threads.flatMap { hasOneThread ? ["\($0)=1"] : ["-u", $0] }
    return Fit(output(of: ["env"] + setting + program + arguments) ?? [])
  }
}

/// What the runs of one process came to.
private struct Fit {
  /// Medians, in seconds; `factorization` is NaN where it is not known.
  let wall, processor, model, factorization: Double
  /// Of the first run.
  let residuals, jacobians, iterations, value, memory: Double

  init?(_ lines: [[String]]) {
    let runs = lines.map { line in line.compactMap { Double($0) } }
    guard let first = runs.first, runs.allSatisfy({ $0.count == 9 }) else { return nil }
    func median(_ column: Int) -> Double { runs.map { $0[column] }.median }
    (wall, processor, model, factorization) = (median(0), median(1), median(5), median(6))
    (residuals, jacobians, iterations) = (first[2], first[3], first[4])
    (value, memory) = (first[7], first[8])
  }

  /// Whether both ended at the same minimum, up to the tolerances.
  func isSame(as other: Fit?) -> Bool {
    other.map { abs(value - $0.value) <= 1e-6 * $0.value } ?? true
  }
}

/// Large curve fits beside SciPy's and Ceres's.
func curveFits(rounds: Int) {
  let contenders = contenders()
  for curve in curves {
    var fits = contenders.map { _ in [Fit]() }
    for _ in 0..<min(rounds, 5) {
      for (i, contender) in contenders.enumerated() {
        if let fit = contender.run(curve) { fits[i].append(fit) }
      }
    }
    table(curve, contenders, fits).show()
  }
}

private func table(_ curve: Curve, _ contenders: [Contender], _ fits: [[Fit]]) -> Table {
  let turns = fits.map(\.count).max() ?? 0
  var table = Table(
    "Curve fits: \(curve.name), m = \(curve.m), n = \(curve.n)",
    note: """
      The same data, start and model with its derivatives, tolerances 1e-8. Times in milliseconds, medians of
      \(turns) fresh processes that take turns, of three runs each; ratios are to the first row, medians over the
      turns. Linear algebra on one thread, and where it says 'its threads' on those it takes by itself. 'r' and 'J'
      count the evaluations of residuals and Jacobian. 'a step' is the processor time over J; 'model', 'QR' and 'rest'
      are what it consists of. 'memory' is the peak of the first run beyond the memory before it, as a multiple of the
      Jacobian's \(text(curve.jacobianBytes / 1e6)) MB. '≠' marks another minimum than that of the first row.
      """,
    header: [
      "", "wall", "ratio", "processor", "ratio", "r", "J", "iterations", "a step", "model", "QR", "rest", "memory",
      "r·r",
    ])
  let fitsOfFirst = fits[0]
  for (contender, fits) in zip(contenders, fits) {
    guard let first = fits.first else {
      table.rows.append([contender.name, "failed"] + [String](repeating: "-", count: 12))
      continue
    }
    func milliseconds(_ part: (Fit) -> Double) -> Double { 1e3 * fits.map(part).median }
    let (total, model, factorization) = (
      milliseconds(\.processor), milliseconds(\.model), milliseconds(\.factorization)
    )
    let known = factorization.isFinite ? factorization : nil
    func step(_ part: Double?) -> String { text(part.map { $0 / first.jacobians }, 1) }
    table.append(
      contender.name, text(milliseconds(\.wall), 1), text(ratio(fits, to: fitsOfFirst, \.wall), 2), text(total, 1),
      text(ratio(fits, to: fitsOfFirst, \.processor), 2), text(first.residuals), text(first.jacobians),
      text(first.iterations), step(total), step(model), step(known),
      step(total - model - (known ?? 0)), text(first.memory / curve.jacobianBytes, 1),
      text(first.value, 6) + (first.isSame(as: fitsOfFirst.first) ? "" : " ≠"))
  }
  return table
}

/// The median of the ratios within the turns.
private func ratio(_ fits: [Fit], to others: [Fit], _ time: (Fit) -> Double) -> Double? {
  fits.count == others.count ? zip(fits, others).map { time($0) / time($1) }.median : nil
}

private func contenders() -> [Contender] {
  let nadir = [neighbour("curvefit")]
  var contenders = [
    Contender(name: "Nadir, r and J together", program: nadir, method: "together"),
    Contender(name: "Nadir, r and J separate", program: nadir, method: "separate"),
  ]
  if hasSciPy {
    let scipy = ["python3", pythonFolder.appending(path: "curve_fit.py").path]
    contenders += [
      Contender(name: "SciPy, lm", program: scipy, method: "lm"),
      Contender(name: "SciPy, trf", program: scipy, method: "trf"),
      Contender(name: "SciPy, trf, its threads", program: scipy, method: "trf", hasOneThread: false),
    ]
  } else {
    print("\nSciPy is left out: python3 cannot import it (pip install scipy).")
  }
  if let ceres = ceresProgram() {
    contenders += [
      Contender(name: "Ceres, QR of Eigen", program: [ceres], method: "eigen"),
      Contender(name: "Ceres, QR of LAPACK", program: [ceres], method: "lapack"),
      Contender(name: "Ceres, LAPACK, its threads", program: [ceres], method: "lapack", hasOneThread: false),
    ]
  } else {
    print("\nCeres Solver is left out: Cpp/curve_fit.cpp cannot be built with it (Scripts/setup ceres installs it).")
  }
  return contenders
}

/// Builds the program with Ceres, which the package itself does not need.
private func ceresProgram() -> String? {
  let source = pythonFolder.deletingLastPathComponent().appending(path: "Cpp/curve_fit.cpp").path
  let program = neighbour("curve_fit_with_ceres")
  let flags = "-O3 -DNDEBUG -std=c++17 $(pkg-config --cflags --libs-only-L eigen3 libglog)"
  let build = "c++ \"$0\" -o \"$1\" \(flags) -lceres -lglog"
  return output(of: ["sh", "-c", build, source, program]) == nil ? nil : program
}
