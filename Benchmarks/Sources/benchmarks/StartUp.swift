/// Wall time and peak memory of whole processes.
func startUp(rounds: Int, nadir: String?) throws {
  var table = Table(
    "Start-up: whole processes, wall time in milliseconds and peak memory in MiB",
    note: "A program that minimizes a sphere and ends. The limits that Nadir sets itself are 30 ms and 30 MiB.",
    header: ["", "least ms", "median ms", "peak MiB"])
  append("Swift program with Nadir", [neighbour("sphere")], times: rounds, to: &table)
  if let nadir { append("nadir --help", [nadir, "--help"], times: rounds, to: &table) }
  if hasSciPy {
    let program = "from scipy.optimize import minimize; print(minimize(lambda x: x @ x, [1, 2, 3]).fun)"
    append("Python program with SciPy", ["python3", "-c", program], times: 3, to: &table)
  }
  table.show()
}

private func append(_ name: String, _ program: [String], times: Int, to table: inout Table) {
  var walls: [Double] = []
  var peak = 0.0
  for _ in 0..<times {
    guard let words = output(of: [neighbour("measure")] + program)?.first?.compactMap({ Double($0) }), words.count == 3,
      words[2] == 0
    else { return table.append(name, "failed", "-", "-") }
    walls.append(words[0] * 1e-6)
    peak = max(peak, words[1] / 1_048_576)
  }
  table.append(name, text(walls.min(), 1), text(walls.median, 1), text(peak, 1))
}
