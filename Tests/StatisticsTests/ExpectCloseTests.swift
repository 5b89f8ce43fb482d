import Foundation
import Testing
import _TestSupport

struct ExpectCloseTests {
  @Test("numbers within a tolerance pass, and the share of it that was used is told")
  func passes() {
    #expect(expectClose(1, 1) == 0)
    #expect(expectClose(.nan, .nan) == 0)
    #expect(expectClose(.infinity, .infinity) == 0)
    #expect(expectClose(101, 100, relative: 0.04) == 0.25)
    #expect(expectClose(0.5, 0, absolute: 1) == 0.5)
    expectClose([1, 2], [1, 2.5], absolute: 0.5)
  }

  @Test("numbers outside, infinities, NaN and different counts fail")
  func fails() {
    withKnownIssue { _ = expectClose(1, 2, relative: 0.1) }
    withKnownIssue { _ = expectClose(.nan, 1, relative: 1) }
    withKnownIssue { _ = expectClose(1, .nan, relative: 1) }
    withKnownIssue { _ = expectClose(1, .infinity, relative: 1) }
    withKnownIssue { _ = expectClose(.infinity, 1, absolute: 1e300) }
    withKnownIssue { expectClose([1], [1, 2]) }
  }

  @Test("a reference without its origin is refused")
  func origin() {
    struct Empty: Decodable {}
    func decode(_ text: String) throws {
      _ = try JSONDecoder().decode(Reference<Empty>.self, from: Data(text.utf8))
    }
    #expect(throws: Never.self) {
      try decode(#"{"source": "s", "version": "1", "command": "c"}"#)
    }
    #expect(throws: DecodingError.self) { try decode(#"{"source": "s", "version": "1"}"#) }
    #expect(throws: DecodingError.self) {
      try decode(#"{"source": "", "version": "1", "command": "c"}"#)
    }
  }
}
