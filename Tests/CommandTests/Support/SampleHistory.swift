import Foundation

/// Small histories whose values are plain arithmetic.
enum SampleHistory {
  /// Monthly revenue and deals of four partners of two types over three years: a trend, a season
  /// and a little unrest, all of whole numbers.
  static let partners: String = {
    var lines = ["month,partner_id,partner_type,revenue,deals"]
    for month in 0..<36 {
      let date = "\(2023 + month / 12)-" + (month % 12 < 9 ? "0" : "") + "\(month % 12 + 1)"
      for partner in 1...4 {
        let season = [0, 2, 9, 1, 3, 11, 2, 0, 8, 4, 6, 15][month % 12] * 10 * partner
        let unrest = (month * 7 + partner * 13) % 17
        let revenue = 100 * partner + 3 * month + season + unrest
        let type = partner % 2 == 0 ? "VAR" : "MSP"
        lines.append("\(date),P\(partner),\(type),\(revenue),\(revenue / 40 + unrest % 3)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  /// Many series of an index without a calendar, for runs that write much.
  static func many(series: Int, length: Int = 24) -> String {
    var lines = ["unique_id,ds,y"]
    for id in 0..<series {
      for step in 1...length { lines.append("s\(id),\(step),\((id * 31 + step * 17) % 101)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
