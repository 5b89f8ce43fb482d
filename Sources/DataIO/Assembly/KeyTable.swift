/// Numbers keys in the order in which they first appear.
///
/// A key is the bytes of one or more fields, each followed by a NUL, which text cannot hold. Keys
/// with one hash are told apart by their bytes. O(length) expected per key.
struct KeyTable {
  private var arena: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  private var slots: [Int32] = Array(repeating: -1, count: 64)
  private var scratch: [UInt8] = []

  /// The number of keys.
  var count: Int { ends.count }

  /// The number of the key in these columns of a record, and whether it is new.
  @inline(__always)
  mutating func number(
    _ text: Span<UInt8>, _ fields: RecordFields, _ columns: [Int]
  ) -> (number: Int, isNew: Bool) {
    scratch.removeAll(keepingCapacity: true)
    for column in columns {
      let range = Self.trimmed(text, fields[column])
      for position in range { scratch.append(text[position]) }
      scratch.append(0)
    }
    return numberOfScratch()
  }

  /// The parts of a key.
  func parts(_ number: Int) -> [String] {
    arena[start(number)..<ends[number]].split(separator: 0, omittingEmptySubsequences: false)
      .dropLast().map { String(decoding: $0, as: UTF8.self) }
  }

  private mutating func numberOfScratch() -> (number: Int, isNew: Bool) {
    var hash = ByteHash()
    hash.combine(scratch.span, 0..<scratch.count)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash.value) & mask
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if hashes[number] == hash.value, matchesScratch(number) { return (number, false) }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(count)
    arena.append(contentsOf: scratch)
    ends.append(arena.count)
    hashes.append(hash.value)
    if count * 2 > slots.count { grow() }
    return (count - 1, true)
  }

  private func start(_ number: Int) -> Int { number == 0 ? 0 : ends[number - 1] }

  private func matchesScratch(_ number: Int) -> Bool {
    let first = start(number)
    guard ends[number] - first == scratch.count else { return false }
    for offset in 0..<scratch.count where arena[first + offset] != scratch[offset] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for number in 0..<count {
      var slot = Int(truncatingIfNeeded: hashes[number]) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(number)
    }
  }

  /// A field without outer spaces.
  @inline(__always)
  static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start] == Byte.space { start += 1 }
    while end > start, text[end - 1] == Byte.space { end -= 1 }
    return start..<end
  }
}
