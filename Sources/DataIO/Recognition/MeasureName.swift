/// The name of the KPI of a table whose columns do not tell it.
enum MeasureName {
  /// The first word for a measure in the titles above the table or else in the name of its file, and where.
  ///
  /// `value` if there is none.
  static func found(_ titles: [String], _ path: String) -> (name: String, source: String) {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    for (texts, source) in [(titles, " (from the title)"), ([file], " (from the file's name)")] {
      for text in texts {
        for word in text.split(whereSeparator: { !$0.isLetter })
        where words.contains(word.lowercased()) {
          return (String(word), source)
        }
      }
    }
    return ("value", " (nothing names the KPI)")
  }

  private static let words: Set<String> = [
    "revenue", "revenues", "sales", "turnover", "bookings", "orders", "units", "volume", "deals",
    "pipeline", "leads", "cost", "costs", "margin", "profit", "quota", "quotas", "target",
    "targets", "budget", "forecast", "plan", "opportunities", "registrations", "amount", "spend",
    "headcount", "customers", "invoices", "commission", "commissions", "payout", "arr", "mrr",
    "umsatz", "umsätze", "erlöse", "absatz", "aufträge", "bestellungen", "kosten", "ziele", "menge",
    "gewinn", "ertrag", "ventes", "revenus", "commandes", "coûts", "objectifs", "marge",
    "ventas", "ingresos", "pedidos", "costes", "objetivos", "vendite", "ricavi", "fatturato",
    "ordini", "costi", "obiettivi", "omzet", "verkopen", "bestellingen", "doelen", "vendas",
    "receita", "receitas", "faturamento", "custos", "metas",
  ]
}
