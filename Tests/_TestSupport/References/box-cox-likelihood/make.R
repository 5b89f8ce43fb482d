# Most likely powers and bias-adjusted means by R's forecast package, on data of R's datasets.
#
# `means` are those of InvBoxCox with biasadj, a
# second-order formula, for medians and variances on the transformed scale.
#
# Usage, in this folder: Rscript make.R > expected.json
suppressPackageStartupMessages(library(forecast))
num <- function(x)
  paste0("[", paste(formatC(as.numeric(x), digits = 17, format = "g", width = 1), collapse = ", "), "]")
series <- list(AirPassengers = AirPassengers, UKgas = UKgas, JohnsonJohnson = JohnsonJohnson,
               ldeaths = ldeaths, nottem = nottem, lynx = lynx, USAccDeaths = USAccDeaths)
one <- function(name) {
  y <- series[[name]]
  paste0('    {"name": "', name, '",\n     "season_length": ', frequency(y),
         ',\n     "power": ', num(BoxCox.lambda(y, method = "loglik")),
         ',\n     "values": ', num(y), "}")
}
mean <- function(power, centre, variance)
  paste0('    {"power": ', power, ', "centre": ', centre, ', "variance": ', variance, ', "mean": ',
         formatC(InvBoxCox(centre, power, biasadj = TRUE, fvar = variance), digits = 17, format = "g"), "}")
cat('{\n  "source": "R forecast: BoxCox.lambda, InvBoxCox",\n')
cat(sprintf('  "version": "%s",\n', packageVersion("forecast")))
cat('  "command": "Rscript Tests/_TestSupport/References/box-cox-likelihood/make.R > Tests/_TestSupport/References/box-cox-likelihood/expected.json",\n  "cases": [\n')
cat(paste(vapply(names(series), one, ""), collapse = ",\n"))
cat('\n  ],\n  "means": [\n')
cat(paste(c(mean(0, 3, 0.01), mean(0.5, 18, 1), mean(0.3, 9, 0.2), mean(-0.2, 2.2, 0.001),
            mean(1.5, 60, 30)), collapse = ",\n"))
cat("\n  ]\n}\n")
