# Classical decomposition and autocorrelation by R's stats package.
# Usage, in this folder: Rscript make.R > expected.json
num <- function(x) {
  text <- ifelse(is.na(x), "null", formatC(x, digits = 17, format = "g", width = 1))
  paste0("[", paste(text, collapse = ", "), "]")
}
gapped <- AirPassengers
gapped[c(20, 21, 60, 100, 144)] <- NA
odd <- ts(as.numeric(sunspot.year)[1:110], frequency = 11)
cases <- list(AirPassengers = AirPassengers, UKgas = UKgas, nottem = nottem,
              sunspots11 = odd, AirPassengersGaps = gapped)
one <- function(name) {
  y <- cases[[name]]
  m <- frequency(y)
  # decompose() refuses gaps; acf() takes them.
  whole <- !anyNA(y)
  add <- if (whole) decompose(y, "additive")
  fields <- c(
    sprintf('"name": "%s"', name), sprintf('"season_length": %d', m),
    paste0('"values": ', num(y)),
    paste0('"trend": ', if (whole) num(add$trend) else "null"),
    paste0('"additive_figure": ', if (whole) num(add$figure) else "null"),
    paste0('"multiplicative_figure": ',
           if (!whole || any(y <= 0)) "null" else num(decompose(y, "multiplicative")$figure)),
    paste0('"acf": ', num(acf(y, lag.max = 30, plot = FALSE, na.action = na.pass)$acf)))
  paste0("    {", paste(fields, collapse = ",\n     "), "}")
}
cat('{\n  "source": "R stats: decompose, acf",\n')
cat(sprintf('  "version": "%s.%s",\n', R.version$major, R.version$minor))
cat('  "command": "Rscript Tests/_TestSupport/References/classical-decomposition/make.R > Tests/_TestSupport/References/classical-decomposition/expected.json",\n  "cases": [\n')
cat(paste(vapply(names(cases), one, ""), collapse = ",\n"))
cat("\n  ]\n}\n")
