# Seasonal-trend decomposition by R's stats package, on its own data sets.
#
# The robust cases have an odd number of values: with an even one, R's stl sometimes takes another
# order statistic than the middle two for the median of the remainders (seen in 4.2.2 by solving
# its weights for the median they imply), so its weights are not those of the paper.
#
# Usage, in this folder: Rscript make.R > expected.json
num <- function(x)
  paste0("[", paste(formatC(as.numeric(x), digits = 17, format = "g", width = 1), collapse = ", "), "]")
int <- function(x) if (is.null(x)) "null" else sprintf("%d", as.integer(x))
spiked <- nottem
spiked[c(30, 31, 100, 170)] <- c(200, -50, 150, 0)
odd <- function(y) ts(as.numeric(y)[-1], frequency = frequency(y))
short <- ts(as.numeric(UKgas)[1:17], frequency = 4)
series <- list(nottem = nottem, co2 = ts(as.numeric(co2)[1:180], frequency = 12), UKgas = UKgas,
               spiked = spiked, nottem_odd = odd(nottem), spiked_odd = odd(spiked),
               short = short, UKgas_odd = odd(UKgas),
               AirPassengers_odd = odd(AirPassengers))
cases <- list(
  list(name = "nottem, periodic", data = "nottem", s = "periodic"),
  list(name = "nottem, robust", data = "nottem_odd", s = "periodic", robust = TRUE),
  list(name = "co2, changing", data = "co2", s = 21),
  list(name = "co2, changing line", data = "co2", s = 21, degree = 1),
  list(name = "co2, no jumps", data = "co2", s = 11, jump = 1),
  list(name = "UKgas, robust changing", data = "UKgas_odd", s = 7, robust = TRUE),
  list(name = "UKgas, short trend", data = "UKgas", s = 7, t = 5, jump = 1),
  list(name = "spiked, robust", data = "spiked_odd", s = "periodic", robust = TRUE),
  list(name = "spiked, plain", data = "spiked", s = 13),
  list(name = "short, periodic", data = "short", s = "periodic"),
  list(name = "short, long windows", data = "short", s = 35, t = 101, jump = 1),
  list(name = "AirPassengers, robust line", data = "AirPassengers_odd", s = 9, degree = 1, robust = TRUE))
one <- function(case) {
  y <- series[[case$data]]
  robust <- isTRUE(case$robust)
  arguments <- list(y, s.window = case$s, robust = robust,
                    s.degree = if (is.null(case$degree)) 0 else case$degree)
  if (!is.null(case$t)) arguments$t.window <- case$t
  if (!is.null(case$jump)) arguments[c("s.jump", "t.jump", "l.jump")] <- case$jump
  parts <- do.call(stl, arguments)
  fields <- c(
    sprintf('"name": "%s"', case$name), sprintf('"season_length": %d', frequency(y)),
    sprintf('"seasonal_window": %s', if (is.character(case$s)) "null" else int(case$s)),
    sprintf('"seasonal_degree": %s', int(parts$deg[["s"]])),
    sprintf('"trend_window": %s', int(case$t)), sprintf('"jump": %s', int(case$jump)),
    sprintf('"low_pass_window": %s', int(parts$win[["l"]])),
    sprintf('"robust": %s', tolower(robust)),
    paste0('"values": ', num(y)),
    paste0('"seasonal": ', num(parts$time.series[, "seasonal"])),
    paste0('"trend": ', num(parts$time.series[, "trend"])))
  paste0("    {", paste(fields, collapse = ",\n     "), "}")
}
cat('{\n  "source": "R stats: stl",\n')
cat(sprintf('  "version": "%s.%s",\n', R.version$major, R.version$minor))
cat('  "command": "Rscript Tests/_TestSupport/References/stl/make.R > Tests/_TestSupport/References/stl/expected.json",\n  "cases": [\n')
cat(paste(vapply(cases, one, ""), collapse = ",\n"))
cat("\n  ]\n}\n")
