import Nadir

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

print("before")
let outcome = try await minimize(from: [3.0, 4], using: .nelderMead(), on: .processes(2)) { x in
  if x[0] > 3.1 { fatalError("x is \(x[0])") }
  return (x[0] - 1) * (x[0] - 1) + x[1] * x[1]
}
print(outcome, outcome.history.compactMap(\.failure))
