/// The stages of a partner's life in a program, in their order.
public enum LifecycleStage: String, Hashable, Sendable, CaseIterable {
  /// Setting the goals of the program.
  case strategize
  /// Finding the right partners.
  case recruit
  /// Getting new partners started.
  case onboard
  /// Training and certifying.
  case enable
  /// Campaigns through and with partners.
  case market
  /// Selling through and with partners.
  case sell
  /// Rewarding results.
  case incentivize
  /// Growing with the partners there are.
  case accelerate
}
