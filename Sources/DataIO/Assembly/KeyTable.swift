/// Numbers keys in the order in which they first appear.
///
/// A key is the text of one or more fields, each followed by a NUL, which text cannot hold. Spellings
/// with one hash are told apart by their bytes. Those that Unicode holds for the same text, as a letter
/// with an accent in one or in two parts (canonical equivalence, Unicode Standard Annex 15), are one key
/// under the spelling that came first. O(length) expected per key.
struct KeyTable {
  private var arena: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  /// The number of the key of each spelling, and the first spelling of each key.
  private var numbers: [Int32] = []
  private var spellings: [Int32] = []
  private var slots: [Int32] = Array(repeating: -1, count: 64)
  private var scratch: [UInt8] = []
  /// The keys beyond ASCII, which alone have several spellings; strings compare by their canonical form.
  private var accented: [String: Int32] = [:]

  /// The number of keys.
  var count: Int { spellings.count }

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
    let spelling = Int(spellings[number])
    return arena[start(spelling)..<ends[spelling]].split(
      separator: 0, omittingEmptySubsequences: false
    )
    .dropLast().map { String(decoding: $0, as: UTF8.self) }
  }

  private mutating func numberOfScratch() -> (number: Int, isNew: Bool) {
    var hash = ByteHash()
    hash.combine(scratch.span, 0..<scratch.count)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash.value) & mask
    while slots[slot] >= 0 {
      let spelling = Int(slots[slot])
      if hashes[spelling] == hash.value, matchesScratch(spelling) {
        return (Int(numbers[spelling]), false)
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(ends.count)
    return addScratch(hash.value)
  }

  /// Takes up a spelling that is not there yet, of a new key or of a known one.
  private mutating func addScratch(_ hash: UInt64) -> (number: Int, isNew: Bool) {
    var number = Int32(count)
    if scratch.contains(where: { $0 >= 0x80 }) {
      let text = String(decoding: scratch, as: UTF8.self)
      number = accented[text] ?? number
      accented[text] = number
    }
    let isNew = number == count
    if isNew { spellings.append(Int32(ends.count)) }
    numbers.append(number)
    arena.append(contentsOf: scratch)
    ends.append(arena.count)
    hashes.append(hash)
    if ends.count * 2 > slots.count { grow() }
    return (Int(number), isNew)
  }

  private func start(_ spelling: Int) -> Int { spelling == 0 ? 0 : ends[spelling - 1] }

  private func matchesScratch(_ spelling: Int) -> Bool {
    let first = start(spelling)
    guard ends[spelling] - first == scratch.count else { return false }
    for offset in 0..<scratch.count where arena[first + offset] != scratch[offset] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for spelling in ends.indices {
      var slot = Int(truncatingIfNeeded: hashes[spelling]) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(spelling)
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
