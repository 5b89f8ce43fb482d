# Box-Cox transforms and Guerrero's choice of the power by the R package forecast.
# Usage, in this folder: Rscript make.R > expected.json
suppressPackageStartupMessages(library(forecast))
num <- function(x)
  paste0("[", paste(formatC(as.numeric(x), digits = 17, format = "g", width = 1), collapse = ", "), "]")
series <- list(AirPassengers = AirPassengers, UKgas = UKgas, nottem = nottem, lynx = lynx,
               USAccDeaths = USAccDeaths, JohnsonJohnson = JohnsonJohnson)
one <- function(name) {
  y <- series[[name]]
  powers <- c(-1, -0.5, 0, 1e-6, 0.3, 1, 2)
  transforms <- vapply(powers, function(k) num(BoxCox(head(y, 5), k)), "")
  fields <- c(
    sprintf('"name": "%s"', name), sprintf('"season_length": %d', max(2, frequency(y))),
    sprintf('"guerrero": %s', formatC(BoxCox.lambda(y, "guerrero"), digits = 17, format = "g")),
    paste0('"powers": ', num(powers)),
    paste0('"transforms": [', paste(transforms, collapse = ", "), "]"),
    paste0('"values": ', num(y)))
  paste0("    {", paste(fields, collapse = ",\n     "), "}")
}
cat('{\n  "source": "R forecast: BoxCox, BoxCox.lambda",\n')
cat(sprintf('  "version": "%s",\n', packageVersion("forecast")))
cat('  "command": "Rscript Tests/_TestSupport/References/box-cox/make.R > Tests/_TestSupport/References/box-cox/expected.json",\n  "cases": [\n')
cat(paste(vapply(names(series), one, ""), collapse = ",\n"))
cat("\n  ]\n}\n")
