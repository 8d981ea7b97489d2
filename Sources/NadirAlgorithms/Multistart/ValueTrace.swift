/// The best value of a run as a function of its evaluations, at 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20 … of them: four
/// places from each power of two to the next, so that it takes little memory however long the run is.
struct ValueTrace: Sendable {
  /// The best value after the evaluations of each place, as far as they were made.
  private(set) var values: [Double] = []

  /// The number of evaluations at a place, from 0.
  static func evaluations(at place: Int) -> Int {
    if place < 4 { return place + 1 }
    return place < 240 ? (5 + place % 4) << (place / 4 - 1) : .max
  }

  /// Takes note of the best value after so many evaluations, and says at how many places it holds for the first time.
  ///
  /// An iteration makes several evaluations. At the places that it passes by, the value before it counts; one that ends at
  /// a place counts there.
  mutating func note(_ best: Double, after evaluations: Int, before: Double) -> Int {
    var passed = 0
    while Self.evaluations(at: values.count) <= evaluations {
      values.append(Self.evaluations(at: values.count) == evaluations ? best : before)
      passed += 1
    }
    return passed
  }

  /// The value at a place; that at the last one where the run was no longer.
  func value(at place: Int) -> Double { values.isEmpty ? .infinity : values[min(place, values.count - 1)] }
}
