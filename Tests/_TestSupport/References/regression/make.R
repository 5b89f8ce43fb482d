# Regressions with ARIMA errors by R's forecast package, whose error models are close relatives of
# exponential smoothing: (0,1,1) of level, (0,1,1)(0,1,1) of level and season.
# Run from the root of the package:
#   Rscript Tests/_TestSupport/References/regression/make.R > Tests/_TestSupport/References/regression/expected.json
suppressMessages(library(forecast))
text <- function(x) paste0("[", paste(formatC(as.numeric(x), digits = 10, format = "g"), collapse = ", "), "]")
case <- function(name, y, x, order, seasonal) {
  fit <- Arima(y, order = order, seasonal = seasonal, xreg = x)
  ahead <- forecast(fit, xreg = rep(1, 6), level = 95)
  sprintf('  {"name": "%s", "seasonLength": %d, "step": %d, "coefficient": %.10g, "standardError": %.10g,\n   "means": %s,\n   "values": %s}',
          name, frequency(y), which(x == 1)[1] - 1, coef(fit)["xreg"],
          sqrt(vcov(fit)["xreg", "xreg"]), text(ahead$mean), text(y))
}
law <- as.numeric(time(UKDriverDeaths) >= 1983 + 1/12 - 1e-6)
dam <- as.numeric(time(Nile) >= 1899)
cases <- c(case("UKDriverDeaths", UKDriverDeaths, law, c(0, 1, 1), c(0, 1, 1)),
           case("Nile", Nile, dam, c(0, 1, 1), c(0, 0, 0)))
cat('{\n "source": "R, forecast::Arima(xreg =)",\n')
cat(sprintf(' "version": "%s, forecast %s",\n', R.version.string, packageVersion("forecast")))
cat(' "command": "Rscript Tests/_TestSupport/References/regression/make.R",\n')
cat(' "cases": [\n', paste(cases, collapse = ",\n"), '\n ]\n}\n', sep = "")
