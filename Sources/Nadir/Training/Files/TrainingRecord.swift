import NadirAlgorithms
import NadirEvaluation
import NadirJSON

/// What a file has of a training: the checkpoint, and by what it is known to be one of the same training.
struct TrainingRecord<Rule: Optimizer>: Codable {
  /// By what a training is known beside the setup and the rules in its checkpoint.
  struct Identity: Codable {
    /// The type of the optimizer, such as `Adam<Double>`.
    var type = "\(Rule.self)"
    /// What the free coordinates are, by the paths of parameters.
    var coordinates: [String]
  }

  /// The form of the file; raised with what older versions would not understand.
  var format = TrainingRecord.currentFormat
  var identity: Identity
  var checkpoint: TrainingCheckpoint<Rule>

  static var currentFormat: Int { 1 }
}

extension TrainingRecord {
  /// The text of a file: an object on a line, whose last member is a checksum of everything before it.
  func bytes() throws(JSON.CodingFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    try JSON(encoding: self).write(to: &bytes)
    bytes.removeLast()
    let checksum = TrainingRecord.checksum(of: bytes[...])
    return bytes + TrainingRecord.end(with: checksum)
  }

  /// - Throws: What is damaged, or differs from the training that is to go on.
  init(
    reading bytes: [UInt8], toGoOnWith expected: Identity, _ rules: TrainingRules<Rule>, in path: String
  ) throws(InvalidArgument) {
    func damaged(_ what: String) -> InvalidArgument {
      InvalidArgument(
        "the training in '\(path)'", is: "damaged (\(what))",
        expected: "as it was written; without the file the training begins anew")
    }
    let json: JSON
    do { json = try JSON(parsing: bytes) } catch { throw damaged("\(error)") }
    guard let members = json.asObject, members.contains(where: { $0.key == "identity" }) else {
      throw InvalidArgument("'\(path)'", is: "no file of a training", expected: "one, or not there")
    }
    let format = json["format"]?.asNumber
    guard format == Double(TrainingRecord.currentFormat) else {
      throw InvalidArgument(
        "the format of '\(path)'", is: format.map { "\($0)" } ?? "missing", expected: "\(TrainingRecord.currentFormat)")
    }
    let length = TrainingRecord.end(with: 0).count
    let text = bytes.dropLast(min(length, bytes.count))
    guard bytes.suffix(length) == TrainingRecord.end(with: TrainingRecord.checksum(of: text))[...] else {
      throw damaged("its checksum is of another text")
    }
    try TrainingRecord.check(json["identity"] ?? .null, against: expected, in: path)
    // A type of the user's may have other options now, and could not be decoded.
    do throws(InvalidArgument) {
      if let recorded = json["checkpoint"]?["rules"] { try rules.check(recorded) }
    } catch {
      throw error.found(in: path)
    }
    do { self = try json.decode() } catch { throw damaged("\(error)") }
  }

  /// - Throws: The first thing by which a file is of another training.
  private static func check(
    _ identity: JSON, against expected: Identity, in path: String
  ) throws(InvalidArgument) {
    let type = identity["type"]?.asString ?? "unknown"
    guard type == expected.type else {
      throw InvalidArgument("the optimizer in '\(path)'", is: type, expected: "\(expected.type), as in this training")
    }
    let known = identity["coordinates"]?.asArray?.map { $0.asString ?? "" } ?? []
    if let i = known.indices.first(where: { $0 >= expected.coordinates.count || known[$0] != expected.coordinates[$0] })
    {
      let here = i < expected.coordinates.count ? "'\(expected.coordinates[i])'" : "not there"
      throw InvalidArgument(
        "parameter \(i + 1) in '\(path)'", is: "'\(known[i])'", expected: "\(here), as in this training")
    }
    guard known.count == expected.coordinates.count else {
      throw InvalidArgument(
        "parameter \(known.count + 1) in '\(path)'", is: "not there",
        expected: "'\(expected.coordinates[known.count])', as in this training")
    }
  }

  private static func end(with checksum: UInt64) -> [UInt8] {
    let digits = String(checksum, radix: 16)
    return Array(",\"checksum\":\"\(String(repeating: "0", count: 16 - digits.count))\(digits)\"}\n".utf8)
  }

  /// FNV-1a: a change of any one byte gives another sum. The hash of Fowler, Noll & Vo.
  private static func checksum(of bytes: ArraySlice<UInt8>) -> UInt64 {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return sum
  }
}
