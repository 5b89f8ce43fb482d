import Foundation
import Testing

@testable import kpi_forecast

@Suite("StagedFile")
struct StagedFileTests {
  @Test("nothing is seen under the name before the commit, everything after")
  func commit() throws {
    let place = try Workplace(["a.csv": "old"])
    let file = try StagedFile(place.folder.appending(path: "a.csv").path)
    try file.write("new ")
    try file.write("content")
    #expect(try place.read("a.csv") == "old")
    try file.commit()
    #expect(try place.read("a.csv") == "new content")
    #expect(try place.names() == ["a.csv"])
  }

  @Test("a file that is given up leaves nothing behind")
  func discarded() throws {
    let place = try Workplace()
    do {
      let file = try StagedFile(place.folder.appending(path: "a.csv").path)
      try file.write("half")
    }
    #expect(try place.names().isEmpty)
  }

  @Test("a folder that is given up is removed with the folders made for it, others stay")
  func folder() throws {
    let place = try Workplace()
    let path = place.folder.appending(path: "x/y").path
    do {
      let folder = try OutputFolder(path)
      try folder.file("a.csv").write("half")
    }
    #expect(try place.names().isEmpty)
    let kept = try OutputFolder(path)
    try kept.file("a.csv").write("whole")
    try kept.commit()
    #expect(try place.read("x/y/a.csv") == "whole")
  }
}
