import DataIO
import KPIProject
import PartnerKPI
import Reporting

/// One run of `catalog check`.
struct CatalogCheck {
  private let command: CatalogCommand.Check

  init(_ command: CatalogCommand.Check) { self.command = command }

  /// Reads the file, prints what was found and fails if that is too much.
  func perform() throws {
    let project = try ProjectPlace.project(command.file)
    let findings = ProjectCheck(project).findings()
    let rows: [ResultTable.Row] = findings.map { finding in
      [
        .text(finding.check), finding.subject.isEmpty ? .missing : .text(finding.subject),
        .text(finding.severity.rawValue), .text(finding.finding), .text(finding.evidence),
        .text(finding.remedy),
      ]
    }
    let table = ResultTable(
      columns: ["check", "kpi", "severity", "finding", "evidence", "remedy"].map {
        .init($0, .text)
      }, rows: rows)
    try command.output.write(table) { _ in Self.view(findings) }
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count - errors
    let summary =
      "\(project.path): \(Counted.text(project.kpis.count, "KPI")), "
      + "\(Counted.text(project.goals.count, "goal")); \(Counted.text(errors, "error")), "
      + "\(Counted.text(warnings, "warning"))"
    StandardStream.error.say(TerminalText.sanitized(summary))
    guard errors == 0, warnings == 0 || command.failOn == .error else {
      throw CommandFailure(.checkFailed, "")
    }
  }

  /// The findings as lines for a person.
  private static func view(_ findings: [ProjectFinding]) -> String {
    guard !findings.isEmpty else { return "nothing found\n" }
    return findings.map { finding in
      let subject = finding.subject.isEmpty ? "" : "\(finding.subject): "
      return TerminalText.sanitized(
        "\(finding.severity.rawValue) \(finding.check)  \(subject)\(finding.finding) "
          + "(\(finding.evidence))")
        + "\n" + TerminalText.sanitized("  fix: \(finding.remedy)") + "\n"
    }.joined()
  }
}

/// Where a project stands that a command names, or does not.
enum ProjectPlace {
  /// The project of a file or a bundled catalogue; `kpis.yml` in the working folder if none is named.
  static func project(_ name: String?) throws -> Project {
    let name = name ?? Project.usualName
    if name.hasPrefix("builtin/") {
      return try Catalogue(named: String(name.dropFirst(8))).project
    }
    return try Project(file: name)
  }
}
