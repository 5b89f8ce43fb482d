import KPIProject

/// A project file.
///
/// It is a project that can be checked and exported, or refused with a place and words.
struct ProjectText {
  private let text: String

  init(_ bytes: [UInt8]) { text = String(decoding: bytes, as: UTF8.self) }

  func check() {
    do throws(ProjectError) {
      let project = try Project(text: text)
      _ = ProjectCheck(project).findings()
      _ = MetricFlowExport(project).text
      _ = OssieExport(project).text
    } catch {
      precondition(!error.what.isEmpty && error.location != nil, "an error without words or place")
    }
  }
}
