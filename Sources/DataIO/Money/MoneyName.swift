/// The names by which columns say whether they hold money.
enum MoneyName {
  /// Whether a name speaks of money; nil if it tells neither that nor another kind of number.
  static func isMoney(_ name: String) -> Bool? {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if name.contains("%") || words.contains(where: others.contains) { return false }
    if words.contains(where: { money.contains($0) }) { return true }
    if words.contains(where: { Currency(code: $0) != nil }) { return true }
    return nil
  }

  private static let money: Set<String> = [
    "revenue", "revenues", "sales", "amount", "price", "cost", "costs", "spend", "spending",
    "income",
    "turnover", "bookings", "billings", "pipeline", "payout", "payouts", "commission",
    "commissions",
    "margin", "profit", "budget", "mdf", "arr", "mrr", "acv", "tcv", "fee", "fees", "rebate",
    "rebates", "discount", "earnings", "payment", "payments", "invoice", "invoiced", "gmv", "ebit",
    "ebitda", "expense", "expenses", "funds", "quota", "umsatz", "betrag", "erlös", "erlöse",
    "kosten", "preis", "gewinn", "montant", "ventes", "coût", "ventas", "importe", "ingresos",
    "fatturato", "ricavi", "importo", "omzet", "bedrag", "receita", "vendas", "valor",
  ]

  private static let others: Set<String> = [
    "deals", "deal", "orders", "count", "number", "units", "unit", "quantity", "qty", "leads",
    "lead",
    "partners", "customers", "users", "seats", "licenses", "licences", "headcount", "staff",
    "employees", "fte", "registrations", "regs", "certifications", "certified", "visits", "clicks",
    "tickets", "days", "hours", "minutes", "weeks", "months", "rate", "share", "percent", "pct",
    "ratio", "score", "nps", "csat", "index", "won", "lost", "opportunities", "meetings",
    "trainings",
    "anzahl", "menge", "stück", "nombre", "cantidad", "aantal", "numero",
  ]
}
