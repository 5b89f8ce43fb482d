import DataIO
import Testing

/// Digests of the examples that NIST publishes with FIPS 180-4 (SHA256.pdf, one- and two-block
/// messages) and of the long message of FIPS 180-2, appendix B.3.
@Test(
  "SHA-256 gives the digests that NIST publishes",
  arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopq"
        + "klmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
func digests(_ message: String, _ digest: String) {
  #expect(SHA256.hexadecimal(of: Array(message.utf8)) == digest)
}

@Test("a digest does not depend on how the bytes are cut", arguments: [1, 3, 55, 63, 64, 65, 200])
func cutDigests(_ size: Int) {
  let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
  var hash = SHA256()
  for start in stride(from: 0, to: bytes.count, by: size) {
    bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { hash.update($0) }
  }
  #expect(hash.hexadecimal() == SHA256.hexadecimal(of: bytes))
}
