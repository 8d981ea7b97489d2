import Nadir

// A whole optimization and nothing else: what it costs to start, solve and end.
print(try minimize(from: [1, 2, 3]) { x in x.reduce(0) { $0 + $1 * $1 } })
