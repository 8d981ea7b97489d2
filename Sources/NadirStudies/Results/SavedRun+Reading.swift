import Nadir

extension SavedRun {
  /// Reads a file that ``json`` or `nadir minimize --output` has written.
  ///
  /// - Throws: What is wrong with which member.
  public init(file: String) throws(ResultError) {
    let text: String
    do throws(UnreadableFile) {
      text = try readText(file)
    } catch {
      throw ResultError(file: file, member: "", problem: .file("the result cannot be read: \(error.reason)"))
    }
    try self.init(json: text, file: file)
  }

  /// Reads the text of a result.
  ///
  /// - Parameter file: The path for messages.
  public init(json text: String, file: String) throws(ResultError) {
    let json: JSON
    do throws(JSON.SyntaxError) {
      json = try JSON(parsing: text)
    } catch {
      throw ResultError(file: file, member: "", problem: .file("the result is no JSON: \(error)"))
    }
    try Self.checkFormat(json, of: file)
    let root = ResultMember(file: file, path: "", json: json)
    let provenance: Provenance? =
      if let member = try root.optional("provenance") { try Provenance(member) } else { nil }
    self.init(try RunRecord(root), provenance: provenance)
  }

  private static func checkFormat(_ json: JSON, of file: String) throws(ResultError) {
    func error(_ message: String) -> ResultError { ResultError(file: file, member: "", problem: .file(message)) }
    guard json.asObject != nil else { throw error("this is no result: it must be a JSON object") }
    guard let member = json["nadir_result"] else {
      let isSummary = json["termination"] != nil && json["value"] != nil
      throw error(
        isSummary
          ? "the result has no history, as '--json' prints it; write it by 'nadir minimize … --output FILE'"
          : "this is no result: 'nadir_result' is missing; 'nadir minimize … --output FILE' writes one")
    }
    let found = try ResultMember(file: file, path: "nadir_result", json: member).whole(1 ... .max)
    guard found <= format else {
      throw error("the result is of a later version of Nadir: its format is \(found), but this one reads \(format)")
    }
  }
}

extension RunRecord {
  fileprivate init(_ root: ResultMember) throws(ResultError) {
    let counts = try Counts(root)
    let rows = try root.member("rows").elements(Row.init)
    let basins = try root.optional("basins")?.elements { member throws(ResultError) in
      try Basin(member, count: rows.count)
    }
    let optima = try root.optional("local_optima")?.elements { member throws(ResultError) in
      try LocalOptimum(member, count: rows.count, basins: basins?.count ?? 0)
    }
    self.init(
      name: try root.member("name").text(),
      direction: try root.member("direction").word(Direction.init(rawValue:), expected: "minimize or maximize"),
      algorithm: try root.member("algorithm").text(),
      value: try root.member("value").number(),
      success: try root.member("success").truth(),
      termination: try root.member("termination").termination(),
      counts: counts,
      seconds: try root.member("seconds").number(),
      workers: try root.member("workers").whole(1 ... .max),
      rows: rows,
      remarks: try root.member("remarks").elements { row throws(ResultError) in try row.text() },
      history: try HistoryColumns(try root.member("history")),
      fits: try root.member("fits").elements(FittedSeries.init), localOptima: optima ?? [], basins: basins ?? [])
  }
}

extension RunRecord.Row {
  fileprivate init(_ member: ResultMember) throws(ResultError) {
    self.init(
      path: try member.member("path").text(), start: try member.member("start").number(),
      best: try member.member("best").number(), lower: try member.member("lower").number(),
      upper: try member.member("upper").number(), isFixed: try member.member("fixed").truth(),
      standardError: try member.member("standard_error").number(), note: try member.member("note").text())
  }
}

extension HistoryColumns {
  fileprivate init(_ member: ResultMember) throws(ResultError) {
    let parameters = try member.member("parameters")
    guard let columns = parameters.json.asObject else { throw parameters.error(expected: "an object") }
    self.init(paths: columns.map(\.key))
    evaluations = try member.member("evaluation").elements { row throws(ResultError) in try row.whole(1 ... .max) }
    let count = evaluations.count
    let whole = { (row: ResultMember) throws(ResultError) in try row.whole(0 ... .max) }
    let number = { (row: ResultMember) throws(ResultError) in try row.number() }
    runs = try member.member("run").column(count, whole)
    rounds = try member.member("round").column(count, whole)
    kinds = try member.member("kind").column(count) { row throws(ResultError) in
      try row.word(History.Kind.init(rawValue:), expected: "a kind of evaluation, such as value or difference")
    }
    starts = try member.member("start").column(count, number)
    ends = try member.member("end").column(count, number)
    workers = try member.member("worker").column(count) { row throws(ResultError) in try row.ifPresent(whole) }
    values = try member.member("value").column(count, number)
    failures = try member.member("failure").column(count) { row throws(ResultError) in
      try row.ifPresent { text throws(ResultError) in try text.text() }
    }
    for (i, column) in columns.enumerated() {
      let place = ResultMember(file: member.file, path: "\(parameters.path).\(column.key)", json: column.value)
      self.parameters[i] = try place.column(count, number)
    }
  }
}

extension FittedSeries {
  fileprivate init(_ member: ResultMember) throws(ResultError) {
    let number = { (row: ResultMember) throws(ResultError) in try row.number() }
    let places = try member.member("places").elements(number)
    self.init(
      name: try member.member("name").text(), placeName: try member.member("place_name").text(), places: places,
      observed: try member.member("observed").column(places.count, number),
      deviations: try member.member("deviations").column(places.count, number),
      fitted: try member.member("fitted").column(places.count, number),
      standardErrors: try member.member("standard_errors").column(places.count, number),
      degreesOfFreedom: try member.member("degrees_of_freedom").whole(.min ... .max))
  }
}

extension Provenance {
  fileprivate init(_ member: ResultMember) throws(ResultError) {
    let versions = try member.member("versions")
    self.init(
      study: try member.member("study").text(), text: try member.member("text").text(),
      directory: try member.member("directory").text(),
      commandLine: try member.member("command_line").elements { word throws(ResultError) in try word.text() },
      seed: try member.member("seed").whole(0...Study.largestSeed), began: try member.member("began").text(),
      versions: Versions(
        nadir: try versions.member("nadir").text(), swift: try versions.member("swift").text(),
        system: try versions.member("system").text(), architecture: try versions.member("architecture").text()))
  }
}
