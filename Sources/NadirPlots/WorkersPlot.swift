public import Nadir
public import NadirCharts

/// Who evaluated what when: a line for each evaluation, from its begin, with a dot, to its end, at the height of its
/// worker.
///
/// Evaluations too short to be seen, and too close to the one before on their worker, are drawn as a part of its line, so
/// that the chart of a million evaluations is no larger than that of some thousands. What they were for is told up to 4000 of them.
///
/// - Returns: `nil` where it is not known who evaluated, or when.
public func workersPlot(_ run: some Recorded, title: String = "") -> Chart? {
  let record = run.record
  let spans = record.spans
  guard let first = spans.map(\.start).min(), let last = spans.map(\.end).max(), first < last else { return nil }
  let gap = (last - first) / 2000
  let groups: [(name: String, kinds: [RunRecord.Span.Kind], color: Layer.Color)] =
    spans.count > mostKinds
    ? [("evaluations", [.point, .difference, .failure], .series(0))]
    : [
      ("algorithm's points", [.point], .series(0)), ("difference points", [.difference], .series(1)),
      ("failures", [.failure], .alarm),
    ]
  let layers = groups.flatMap { group -> [Layer] in
    let lines = points(spans.filter { group.kinds.contains($0.kind) }, gap)
    // What follows a gap is where a line begins.
    let begins = zip(lines, lines.dropFirst()).filter { !$0.0.x.isFinite }.map(\.1)
    guard !begins.isEmpty else { return [] }
    return [Layer("", .line(lines), in: group.color), Layer(group.name, .points(begins, .dot), in: group.color)]
  }
  let count = max(record.workers, (spans.map(\.worker).max() ?? 0) + 1)
  return Chart(
    title,
    panels: [
      Panel(
        x: Axis("wall time", unit: "s"), y: Axis("worker", range: 0.5...(Double(count) + 0.5), isWhole: true),
        layers: layers)
    ])
}

/// Beyond so many evaluations the lines of one kind would hide those of another.
private let mostKinds = 4000

/// The lines, with a place that is not finite behind each, so that they do not hang together.
private func points(_ spans: [RunRecord.Span], _ gap: Double) -> [Point] {
  var points: [Point] = []
  for (worker, spans) in Dictionary(grouping: spans, by: \.worker).sorted(by: { $0.key < $1.key }) {
    // Workers are counted from 1 by people.
    let height = Double(worker + 1)
    var end = -Double.infinity
    for span in spans.sorted(by: { $0.start < $1.start }) {
      // What would be seen by itself has a line of its own.
      if let last = points.indices.last, span.start - end <= gap, span.end - span.start <= gap {
        points[last].x = max(end, span.end)
      } else {
        points += [Point(.nan, .nan), Point(span.start, height), Point(span.end, height)]
      }
      end = max(end, span.end)
    }
  }
  return points
}

extension RunRecord {
  /// When a worker was busy.
  struct Span {
    enum Kind { case point, difference, failure }

    var worker: Int
    var start: Double
    var end: Double
    var kind: Kind
  }

  /// The spans of all evaluations; empty where one of them is not known.
  var spans: [Span] {
    var spans: [Span] = []
    for i in 0..<history.count {
      guard let worker = history.workers[i], history.starts[i].isFinite, history.ends[i].isFinite,
        history.ends[i] >= history.starts[i]
      else { return [] }
      let kind: Span.Kind =
        history.failures[i] != nil ? .failure : history.kinds[i] == .difference ? .difference : .point
      spans.append(Span(worker: worker, start: history.starts[i], end: history.ends[i], kind: kind))
    }
    return spans
  }

  /// The share of the workers' wall time in which they evaluated; `nil` where that is not known.
  var busyShare: Double? {
    let spans = spans
    // A history that did not keep everything would tell too little.
    guard spans.count == counts.evaluations, seconds > 0, !spans.isEmpty else { return nil }
    let busy = spans.reduce(0) { $0 + ($1.end - $1.start) }
    return min(1, busy / (seconds * Double(workers)))
  }
}
