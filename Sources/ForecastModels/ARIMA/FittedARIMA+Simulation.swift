import Forecasting
import RealModule
import Statistics

extension FittedARIMA {
  /// Paths of normal innovations; what is not known of the past is drawn once per path.
  public func simulate(
    horizon: Int, paths: Int, using generator: inout some RandomNumberGenerator
  ) -> SamplePaths {
    let steps = gap + horizon
    let parts = ahead(horizon: horizon)
    let means = (0..<steps).map { parts.rest[$0] + parts.regression[$0] }
    let responses = extrapolation.responses(horizon: steps)
    let moves = unknownMoves(steps: steps, parts.columns)
    return SamplePaths(from: start, horizon: horizon, paths: paths) { values in
      var path = means
      for move in moves {
        let draw = deviation * generator.normal()
        for step in 0..<steps { path[step] += draw * move[step] }
      }
      for origin in 0..<steps {
        let draw = deviation * generator.normal()
        for step in origin..<steps { path[step] += draw * responses[step - origin] }
      }
      for step in gap..<steps { values.append(path[step] * scale) }
    }
  }
}
