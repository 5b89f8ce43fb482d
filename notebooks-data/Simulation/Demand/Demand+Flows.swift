extension Demand {
  /// Run-rate orders that fall due in a month, USD.
  func ordersDue(_ month: Int) -> Double {
    profile.orderRate * tide(month) * season(month) * price(month)
      * program.eventFactor(.orders, month, profile.type)
  }

  /// Registrations that do not come from certificates.
  ///
  /// Partners register ahead of the season in which the deals close, by the usual sales cycle.
  func ownRegistrations(_ month: Int) -> Double {
    let share = 1 - LeadingEdges.certifiedShareOfDeals
    return share * profile.dealRate * tide(month) * season(month + LeadingEdges.salesCycle.mode)
      * program.eventFactor(.registrations, month, profile.type)
  }

  /// Training completions.
  func completions(_ month: Int) -> Double {
    guard month >= start else { return 0 }
    return profile.trainingRate * program.climate.wave(month, known: known)
  }

  /// New certificates.
  func certificates(_ month: Int) -> Double {
    LeadingEdges.certificatesPerCompletion * LeadingEdges.certification.spread(month, completions)
  }

  /// All deal registrations.
  func registrations(_ month: Int) -> Double {
    let led = LeadingEdges.registration.spread(month, certificates)
    return ownRegistrations(month) + LeadingEdges.registrationsPerCertificate * led
  }

  /// Deals ready to close in a month; the partner's cadence decides when they do.
  func dealsDue(_ month: Int) -> Double { LeadingEdges.salesCycle.spread(month, registrations) }

  /// Revenue of a month in which the partner is active, USD.
  func revenue(_ month: Int) -> Double {
    let deals = profile.cadence.expectedRelease(month, due: dealsDue)
    let orders = profile.cadence.expectedRelease(month, due: ordersDue)
    return orders + deals * profile.winRate * profile.meanDeal * price(month)
  }
}
