/// What is the same in every report: how it looks, and what happens on hover.
enum ReportPage {
  /// Nothing may be loaded from anywhere, and no script may run but that of the report, which is known by its digest.
  static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src '\(scriptDigest)'; base-uri 'none'; form-action 'none'"

  /// The SHA-256 of ``script``, as a policy spells it.
  static let scriptDigest = "sha256-FRIoOB7KLsl/ulUWm8JvdeHKDkcFbXSjX/ucEgP1Ww4="
}
