public import Nadir

/// A run that has ended, as it is kept in a file: what is needed to draw and to report it, and to make it again.
///
///     let saved = try SavedRun(file: "result.json")
///     saved.record.history.values
///
/// The file is what `nadir minimize study.yaml --output result.json` writes: one JSON object with the members that
/// ``Study/json(of:)`` describes, and beside them `nadir_result`, the version of the format, `name`, `direction`, `rows`,
/// `remarks`, `history`, by columns, `fits` and `provenance`. The parameters of minima and starts, where there were many
/// runs, are in any shape, with their numbers in the order of the rows. Numbers read back to the same bits, NaN and infinities
/// included. Later versions may add members.
public struct SavedRun: Sendable, Recorded {
  public var record: RunRecord
  /// `nil` for a run that no study describes.
  public var provenance: Provenance?

  public init(_ record: RunRecord, provenance: Provenance? = nil) {
    self.record = record
    self.provenance = provenance
  }

  /// The version of the format.
  static let format = 1
}
