/// A long column of values in pieces: it grows without being copied, and a piece in which every value is
/// the usual one takes no memory.
struct Column<Element: Equatable> {
  /// What stands where nothing else was written.
  let usual: Element
  private var pieces: [[Element]] = []

  /// The binary logarithm of the number of values in a piece.
  private static var shift: Int { 13 }
  private static var mask: Int { 1 << shift - 1 }

  init(usual: Element) { self.usual = usual }

  /// Makes room for this many values.
  mutating func grow(to count: Int) {
    let needed = (count + Self.mask) >> Self.shift
    while pieces.count < needed { pieces.append([]) }
  }

  @inline(__always)
  subscript(position: Int) -> Element {
    get {
      let piece = position >> Self.shift
      return pieces[piece].isEmpty ? usual : pieces[piece][position & Self.mask]
    }
    set {
      let piece = position >> Self.shift
      if pieces[piece].isEmpty {
        guard newValue != usual else { return }
        pieces[piece] = Array(repeating: usual, count: 1 << Self.shift)
      }
      pieces[piece][position & Self.mask] = newValue
    }
  }

  /// The first position of a value in a range that lies within one piece.
  @inline(__always)
  func firstPosition(of value: Element, in range: Range<Int>) -> Int? {
    for position in range where self[position] == value { return position }
    return nil
  }
}
