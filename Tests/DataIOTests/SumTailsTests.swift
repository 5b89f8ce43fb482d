import Testing

@testable import DataIO

/// The sum of values in a cell, added in an order.
private func total(_ values: [Double]) -> Double {
  var store = CellStore(width: 1)
  store.addSeries()
  let cell = store.append(series: 0, slot: 1, line: 1, values: [values[0]], identity: 1)
  for value in values.dropFirst() { store.add([value], to: cell) }
  return store.value(cell, 0)
}

@Test("sums are the same for every order of their parts, of any sizes")
func orderOfParts() {
  var generator = SeededGenerator(seed: 7)
  for exponents in [1, 12, 40, 200] {
    for _ in 0..<40 {
      var values = (0..<200).map { _ -> Double in
        let power = Int(generator.below(exponents)) - exponents / 2
        let digits = Double(generator.below(2_000_001)) - 1_000_000
        return digits / 100 * Double(sign: .plus, exponent: power, significand: 1)
      }
      let first = total(values)
      for _ in 0..<5 {
        values.shuffle(using: &generator)
        #expect(total(values) == first, "\(exponents)")
      }
      #expect(total(values.sorted()) == first && total(values.sorted(by: >)) == first)
    }
  }
}

@Test("a sum is the exact one, rounded once")
func exactSums() {
  #expect(total([1e16, 1, -1e16]) == 1)
  #expect(total(Array(repeating: 0.1, count: 10)) == 1)
  #expect(total([1e308, 1e-300, -1e308]) == 1e-300)
  #expect(total([1, 1e100, 1, -1e100]) == 2)
  // Half way between two numbers: what is far below decides.
  let half = 0x1p-53
  #expect(total([1, half]) == 1 && total([1, half, 0x1p-200]) == 1.0.nextUp)
  #expect(total([1e-200, 1e200, half, 1, -1e200]) == 1.0.nextUp)
  #expect(total([1.7e308, 1.7e308]) == .infinity)
}

@Test("a value that a later export takes back leaves nothing behind")
func takenBack() {
  var store = CellStore(width: 1)
  store.addSeries()
  let cell = store.append(series: 0, slot: 1, line: 1, values: [0.1], identity: 1)
  store.add([1e17], to: cell)
  store.replace([1e17], by: [0.2], in: cell)
  #expect(store.value(cell, 0) == 0.1 + 0.2 || store.value(cell, 0) == 0.3)
  #expect(store.value(cell, 0) == total([0.2, 0.1]))
}
