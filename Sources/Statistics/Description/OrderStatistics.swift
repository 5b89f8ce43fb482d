/// Order statistics without putting everything in order.
public enum OrderStatistics {
  /// The value that has `rank` others below it.
  ///
  /// Rearranges `values`; O(n) on average.
  /// C. A. R. Hoare, *Algorithm 65: Find*, Commun. ACM 4 (1961), with the middle of three as pivot.
  public static func value(ranked rank: Int, in values: inout [Double]) -> Double {
    var (low, high) = (0, values.count - 1)
    while high - low > 8 {
      let (a, b, c) = (values[low], values[(low + high) / 2], values[high])
      let pivot = max(min(a, b), min(max(a, b), c))
      var (i, j) = (low, high)
      while i <= j {
        while values[i] < pivot { i += 1 }
        while values[j] > pivot { j -= 1 }
        if i <= j {
          values.swapAt(i, j)
          (i, j) = (i + 1, j - 1)
        }
      }
      if rank <= j { high = j } else if rank >= i { low = i } else { return values[rank] }
    }
    sort(&values, low, high)
    return values[rank]
  }

  /// The middle value, or the mean of the two; 0 without values.
  ///
  /// Rearranges `values`.
  public static func median(of values: inout [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let half = values.count / 2
    let upper = value(ranked: half, in: &values)
    guard values.count % 2 == 0 else { return upper }
    var lower = values[0]
    for index in 1..<max(1, half) { lower = max(lower, values[index]) }
    return lower / 2 + upper / 2
  }

  /// Insertion sort of a few values.
  private static func sort(_ values: inout [Double], _ low: Int, _ high: Int) {
    guard low < high else { return }
    for index in (low + 1)...high {
      let value = values[index]
      var place = index
      while place > low, values[place - 1] > value {
        values[place] = values[place - 1]
        place -= 1
      }
      values[place] = value
    }
  }
}
