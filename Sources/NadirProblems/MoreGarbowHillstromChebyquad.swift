import NadirScalars

// Moré, Garbow & Hillstrom 1981, doi:10.1145/355934.355936: the quadrature of Chebyshev, whose minimizers are tabulated
// to the last digit, from Newton's method in fifty digits.

extension TestProblems {
  /// Problem 35 with m = n ≤ 11: rᵢ = (1/n)Σⱼ Tᵢ(xⱼ) − ∫Tᵢ for i = 1, …, n, with the Chebyshev polynomials Tᵢ shifted
  /// to [0, 1], where ∫Tᵢ is 0 for odd i and −1/(i² − 1) for even i. Start xⱼ = j/(n + 1).
  ///
  /// f = 0 for n = 1, …, 7 and 9, where the minimizer is the quadrature of equal weights on n nodes; there is none for
  /// n = 8, with f = 3.51687…·10⁻³, n = 10 and n = 11, with f = 2.79976…·10⁻³. For n = 10 the published 6.50395…·10⁻³,
  /// where most descents from the start end, is a local minimum: 4.77271…·10⁻³, the lowest of many random starts of
  /// another library's Levenberg–Marquardt method, is below it. Permuting the coordinates, and x ↦ 1 − x in all of
  /// them, gives more minimizers.
  public static func chebyquad(_ n: Int) -> TestProblem {
    precondition(1...11 ~= n, "the minimum of Chebyquad is known for n = 1, …, 11, not \(n)")
    let minima = [8: 0.0035168737256779317, 10: 0.004772713696375349, 11: 0.0027997615518657666]
    return TestProblem(
      "Chebyquad \(n)", source: moreGarbowHillstromSource(35, "Fletcher 1965"),
      start: (1...n).map { Double($0) / Double(n + 1) }, minimum: minima[n] ?? 0,
      minimizers: [Chebyquad.minimizers[n - 1]], features: n == 1 ? .convex : .multimodal, residualCount: n,
      map: Chebyquad(),
      jacobian: { x in
        let n = x.count
        var rows = [Double](repeating: 0, count: n * n)
        for j in 0..<n {
          // (Tᵢ₋₁, Tᵢ) and their slopes at u = 2xⱼ − 1.
          let u = 2 * x[j] - 1
          var values = (1.0, u)
          var slopes = (0.0, 2.0)
          for i in 0..<n {
            rows[i * n + j] = slopes.1 / Double(n)
            slopes = (slopes.1, 4 * values.1 + 2 * u * slopes.1 - slopes.0)
            values = (values.1, 2 * u * values.1 - values.0)
          }
        }
        return rows
      })
  }

  private struct Chebyquad: TestMap {
    static let minimizers: [[Double]] = [
      [0.5],
      [0.2113248654051871, 0.7886751345948129],
      [0.1464466094067262, 0.5, 0.8535533905932737],
      [0.10267276385411694, 0.40620376295746, 0.5937962370425399, 0.8973272361458831],
      [0.08375125649950906, 0.31272929522320947, 0.5, 0.6872707047767905, 0.9162487435004909],
      [
        0.0668765909460897, 0.28874067311944424, 0.36668229924164764, 0.6333177007583524, 0.7112593268805558,
        0.9331234090539103,
      ],
      [
        0.05806914962097548, 0.2351716123574216, 0.3380440947400462, 0.5, 0.6619559052599538, 0.7648283876425784,
        0.9419308503790245,
      ],
      [
        0.04315276015101663, 0.1930908403841861, 0.26632870689027294, 0.5, 0.5, 0.7336712931097271, 0.8069091596158139,
        0.9568472398489833,
      ],
      [
        0.044205346135782767, 0.19949067230988096, 0.23561910847106, 0.416046907892598, 0.5, 0.583953092107402,
        0.76438089152894, 0.8005093276901191, 0.9557946538642172,
      ],
      [
        0.032993373018074465, 0.15514535775907337, 0.20018919846138622, 0.38326166496125497, 0.38326166496125497,
        0.5292494771334065, 0.6403535493710659, 0.7135658474159999, 0.8284818230519073, 0.9252518337853975,
      ],
      [
        0.02995874477188493, 0.13731120691981244, 0.18836638899080269, 0.3588431173887272, 0.3588431173887272, 0.5,
        0.6411568826112728, 0.6411568826112728, 0.8116336110091973, 0.8626887930801875, 0.970041255228115,
      ],
    ]

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let u = x.map { 2 * $0 - 1 }
      var before = [Number](repeating: 1, count: x.count)
      var values = u
      return (1...x.count).map { i in
        let mean = values.reduce(0, +) / Number(Double(x.count))
        let integral = i.isMultiple(of: 2) ? -1 / Double(i * i - 1) : 0
        for j in u.indices { (before[j], values[j]) = (values[j], 2 * u[j] * values[j] - before[j]) }
        return mean - Number(integral)
      }
    }
  }
}
