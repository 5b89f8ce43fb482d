/// Names that may be one partner, to be suggested and never to be acted on.
///
/// Two names are similar if they have one skeleton, or if all but one of its words are the same and that one,
/// of at least five letters, differs by one letter or by two that changed places. Words with digits have
/// to be equal: numbers tell partners apart. O(letters), sorted once; no pairs of all names are made.
struct SimilarNames {
  /// Two names by their numbers, the one that appears first in front.
  struct Pair: Hashable {
    let first: Int
    let second: Int
  }

  /// The pairs, each name beside the first one that it is similar to, in the order of the names.
  let pairs: [Pair]

  /// Words shared by more names than this are no slips of the pen.
  private static let mostShared = 50
  /// How many names with one variant of a word are compared with each further one.
  private static let compared = 4

  init(_ names: [String]) {
    let skeletons = names.map(NameSkeleton.init)
    var partner: [Int: Int] = [:]
    var firsts: [[UInt8]: Int] = [:]
    for (number, skeleton) in skeletons.enumerated() {
      let text = skeleton.text
      guard !text.isEmpty else { continue }
      if let first = firsts[text] {
        partner[number] = first
      } else {
        firsts[text] = number
      }
    }
    Self.slips(skeletons, unless: partner) { first, second in
      if partner[second] == nil { partner[second] = first }
    }
    pairs = partner.keys.sorted().map { Pair(first: partner[$0] ?? 0, second: $0) }
  }

  /// A name without one letter of one of its words.
  private struct Variant {
    let hash: UInt64
    let name: Int32
    let word: Int32
  }

  private static func slips(
    _ skeletons: [NameSkeleton], unless known: [Int: Int], found: (Int, Int) -> Void
  ) {
    var shares: [[UInt8]: Int] = [:]
    for skeleton in skeletons { for word in skeleton.words { shares[word, default: 0] += 1 } }
    var variants: [Variant] = []
    for (number, skeleton) in skeletons.enumerated()
    where known[number] == nil && skeleton.words.count <= 8 {
      for (place, word) in skeleton.words.enumerated()
      where isTold(word) && (shares[word] ?? 0) <= mostShared {
        append(skeleton.words, place, Int32(number), to: &variants)
      }
    }
    variants.sort { a, b in
      a.hash == b.hash ? (a.name == b.name ? a.word < b.word : a.name < b.name) : a.hash < b.hash
    }
    var start = 0
    while start < variants.count {
      var end = start + 1
      while end < variants.count, variants[end].hash == variants[start].hash { end += 1 }
      for later in start..<end {
        for earlier in start..<min(later, start + compared)
        where isSlip(variants[earlier], variants[later], skeletons) {
          found(Int(variants[earlier].name), Int(variants[later].name))
          break
        }
      }
      start = end
    }
  }

  private static func isTold(_ word: [UInt8]) -> Bool {
    5...24 ~= word.count && !word.contains { 0x30...0x39 ~= $0 }
  }

  private static func append(
    _ words: [[UInt8]], _ place: Int, _ name: Int32, to variants: inout [Variant]
  ) {
    let word = words[place]
    for left in -1..<word.count {
      var hash = ByteHash()
      for (other, text) in words.enumerated() {
        for index in text.indices where other != place || index != left {
          hash.combine(UInt64(text[index]))
        }
        hash.combine(UInt64(0x100))
      }
      hash.combine(UInt64(0x200 + place))
      variants.append(Variant(hash: hash.value, name: name, word: Int32(place)))
    }
  }

  private static func isSlip(_ a: Variant, _ b: Variant, _ skeletons: [NameSkeleton]) -> Bool {
    let (first, second) = (skeletons[Int(a.name)].words, skeletons[Int(b.name)].words)
    guard a.name != b.name, a.word == b.word, first.count == second.count else { return false }
    let place = Int(a.word)
    guard first.indices.allSatisfy({ $0 == place || first[$0] == second[$0] }) else { return false }
    return differsByOne(first[place], second[place])
  }

  /// Whether one letter is another, missing or in the place of its neighbour.
  static func differsByOne(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard abs(a.count - b.count) <= 1 else { return false }
    var start = 0
    while start < min(a.count, b.count), a[start] == b[start] { start += 1 }
    var (endA, endB) = (a.count, b.count)
    while endA > start, endB > start, a[endA - 1] == b[endB - 1] {
      endA -= 1
      endB -= 1
    }
    let (restA, restB) = (a[start..<endA], b[start..<endB])
    if restA.count <= 1, restB.count <= 1 { return true }
    return restA.count == 2 && restB.count == 2 && restA.first == restB.last
      && restA.last == restB.first
  }
}
