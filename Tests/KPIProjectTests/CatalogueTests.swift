import KPIProject
import PartnerKPI
import Testing

@Suite("Bundled catalogues")
struct CatalogueTests {
  @Test(
    "every catalogue reads without error, and its goals pass the checks", arguments: Catalogue.names
  )
  func reads(name: String) throws {
    let catalogue = try Catalogue(named: name)
    #expect(catalogue.name == name)
    #expect(!catalogue.label.isEmpty && !catalogue.description.isEmpty)
    let errors = ProjectCheck(catalogue.project).findings().filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors)")
  }
}
