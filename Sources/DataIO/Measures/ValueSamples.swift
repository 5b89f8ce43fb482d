import PartnerKPI

/// The single values of KPIs whose median is asked for, since no sum tells it.
///
/// Takes 16 bytes per row and such KPI.
struct ValueSamples {
  /// One value of a series and date.
  struct Sample {
    let series: Int32
    let slot: Int32
    var value: Double
  }

  /// The KPIs, by the number of their plan.
  let plans: [Int]
  /// The values of each of them, in the order of the rows.
  private(set) var values: [[Sample]]

  init(_ layout: TableLayout) {
    plans = layout.plans.indices.filter { layout.plans[$0].isSampled }
    values = plans.map { _ in [] }
  }

  /// Whether no value is kept.
  var isEmpty: Bool { plans.isEmpty }

  /// Keeps the values of a row.
  mutating func take(
    _ row: [Double], series: Int, slot: Int32, of layout: TableLayout, kpi: (MeasurePlan) -> Bool
  ) {
    for (number, plan) in plans.enumerated() where kpi(layout.plans[plan]) {
      let value = layout.plans[plan].numerator?.value { row[$0] } ?? .nan
      guard !value.isNaN else { continue }
      values[number].append(Sample(series: Int32(series), slot: slot, value: value))
    }
  }

  /// Puts the values of a row in place of those that an earlier row gave.
  mutating func replace(
    _ old: [Double], by row: [Double], series: Int, slot: Int32, of layout: TableLayout
  ) {
    for (number, plan) in plans.enumerated() {
      guard let form = layout.plans[plan].numerator else { continue }
      let (before, value) = (form.value { old[$0] }, form.value { row[$0] })
      let place = values[number].lastIndex {
        $0.series == Int32(series) && $0.slot == slot && $0.value == before
      }
      if let place { values[number][place].value = value }
    }
  }

  /// Forgets everything.
  mutating func removeAll() { values = plans.map { _ in [] } }
}
