# The Ljung-Box test by R's stats package on series that come with R.
# Run from the root of the package:
#   Rscript Tests/_TestSupport/References/ljung-box/make.R > Tests/_TestSupport/References/ljung-box/expected.json
digits <- function(x) paste0("[", paste(formatC(as.numeric(x), digits = 17, format = "g", width = 1),
                                        collapse = ", "), "]")
cases <- list(
  list("Nile", Nile, 10, 0),
  list("lh", lh, 5, 1),
  list("diff(log(AirPassengers))", diff(log(AirPassengers)), 24, 2),
  list("diff(LakeHuron)", diff(LakeHuron), 1, 0))
one <- function(case) {
  test <- Box.test(case[[2]], lag = case[[3]], type = "Ljung-Box", fitdf = case[[4]])
  sprintf(paste0('  {"name": "%s", "lags": %d, "fittedParameters": %d,\n',
                 '   "statistic": %.17g, "pValue": %.17g,\n   "values": %s}'),
          case[[1]], case[[3]], case[[4]], test$statistic, test$p.value, digits(case[[2]]))
}
cat('{\n "source": "R, stats::Box.test",\n')
cat(sprintf(' "version": "%s",\n', R.version.string))
cat(' "command": "Rscript Tests/_TestSupport/References/ljung-box/make.R",\n')
cat(' "cases": [\n', paste(vapply(cases, one, ""), collapse = ",\n"), '\n ]\n}\n', sep = "")
