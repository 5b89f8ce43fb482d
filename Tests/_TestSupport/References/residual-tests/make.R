# The Jarque-Bera test by R's tseries package, and the ratio of squares of the last third to those of the
# first third with R's F distribution, on series that come with R.
# Run from the root of the package:
#   Rscript Tests/_TestSupport/References/residual-tests/make.R > Tests/_TestSupport/References/residual-tests/expected.json
suppressMessages(library(tseries))
digits <- function(x) paste0("[", paste(formatC(as.numeric(x), digits = 17, format = "g", width = 1),
                                        collapse = ", "), "]")
centred <- function(x) as.numeric(x - mean(x))
cases <- list(list("Nile", centred(Nile)), list("lh", centred(lh)),
              list("diff(log(AirPassengers))", centred(diff(log(AirPassengers)))),
              list("diff(discoveries)", centred(diff(discoveries))))
one <- function(case) {
  e <- case[[2]]; n <- length(e); h <- round(n / 3)
  test <- jarque.bera.test(e)
  ratio <- sum(tail(e, h)^2) / sum(head(e, h)^2)
  p <- 2 * min(pf(ratio, h, h), pf(ratio, h, h, lower.tail = FALSE))
  sprintf(paste0('  {"name": "%s", "statistic": %.17g, "pValue": %.17g,\n',
                 '   "ratio": %.17g, "ratioPValue": %.17g,\n   "values": %s}'),
          case[[1]], test$statistic, test$p.value, ratio, p, digits(e))
}
cat('{\n "source": "R, tseries::jarque.bera.test and stats::pf",\n')
cat(sprintf(' "version": "%s, tseries %s",\n', R.version.string, packageVersion("tseries")))
cat(' "command": "Rscript Tests/_TestSupport/References/residual-tests/make.R",\n')
cat(' "cases": [\n', paste(vapply(cases, one, ""), collapse = ",\n"), '\n ]\n}\n', sep = "")
