"""The weights of the members: softmax of features times effects, less evidence times the log of the error of the trial.

The loss of a window is half the scaled error and half the symmetric percentage error, each in units of the median
forecast's mean loss on that panel; panels count by their share. The penalty on the effects holds the weights near equal, that on the evidence holds its exponent near 1.
"""
import numpy as np
from scipy.optimize import minimize

REACH = 2.0
LEAST = 0.1
PENALTY = 5e-3
EVIDENCE_PENALTY = 2e-2
FEWEST_SEASONS = 5


def drawn_in(means, spreads):
    """Strays among the members brought to twice the median distance, spreads to half or twice the median one."""
    with np.errstate(all="ignore"):
        middle = np.nanmedian(means, 1, keepdims=True)
        distance = REACH * np.nanmedian(np.abs(means - middle), 1, keepdims=True)
        usual = np.nanmedian(spreads, 1, keepdims=True)
    near = middle + np.clip(means - middle, -distance, distance)
    return np.where(np.isnan(near), middle, near), np.where(
        np.isnan(spreads), usual, np.clip(spreads, usual / REACH, usual * REACH))


def errors(actual, forecast, scale):
    """Scaled and symmetric percentage errors of every window."""
    absolute = np.abs(actual - forecast)
    size = np.abs(actual) + np.abs(forecast)
    return absolute.mean(1) / scale, 200 * np.where(size > 0, absolute / np.where(size > 0, size, 1), 0).mean(1)


class Windows:
    """A panel's windows, ready for the loss."""

    def __init__(self, samples, fewest_known):
        self.samples = samples
        self.means, self.spreads = drawn_in(samples.means, samples.spreads)
        self.is_out = np.isnan(samples.means[:, :, 0])
        self.evidence = self._evidence(samples, fewest_known)
        self.use = samples.may_train
        middle = np.median(self.means, 1)
        scaled, percent = errors(samples.actual, middle, samples.scale)
        self.units = scaled[self.use].mean(), percent[self.use].mean()

    @staticmethod
    def _evidence(samples, fewest_known):
        """Log of the relative errors of the trial; 0 without one."""
        least = LEAST * samples.scale[:, None]
        tried = samples.known >= max(fewest_known, FEWEST_SEASONS * samples.season)
        with np.errstate(all="ignore"):
            usual = np.array([np.mean(row[np.isfinite(row)]) if np.isfinite(row).any() else np.nan
                              for row in samples.trial])[:, None]
            found = np.log(np.maximum((samples.trial + least) / (usual + least), 1e-3))
        return np.where(tried[:, None] & np.isfinite(found), found, 0)

    def weights(self, rule):
        """A row of weights for each window, summing to 1."""
        return self._softmax(rule.scores(self.samples.features, self.evidence))

    def _softmax(self, scores):
        scores = np.where(self.is_out, -np.inf, scores)
        shares = np.exp(scores - scores.max(1, keepdims=True))
        return shares / shares.sum(1, keepdims=True)

    def pooled(self, rule):
        """Mean and spread of the pooled forecast of every window and step."""
        shares = self.weights(rule)[:, :, None]
        mean = (shares * self.means).sum(1)
        variance = (shares * (self.spreads ** 2 + (self.means - mean[:, None]) ** 2)).sum(1)
        return mean, np.sqrt(variance)

    def loss(self, rule):
        """The mean loss over the windows of training, and its derivative by the scores."""
        use = self.use
        shares = self.weights(rule)[use]
        means, actual, scale = self.means[use], self.samples.actual[use], self.samples.scale[use]
        forecast = (shares[:, :, None] * means).sum(1)
        scaled, percent = errors(actual, forecast, scale)
        value = (0.5 * scaled / self.units[0] + 0.5 * percent / self.units[1]).mean()
        miss = forecast - actual
        size = np.abs(actual) + np.abs(forecast) + 1e-300
        slope = np.sign(miss) / scale[:, None] / self.units[0]
        slope = slope + 200 / self.units[1] * (
            np.sign(miss) / size - np.abs(miss) * np.sign(forecast) / size ** 2)
        by_share = (0.5 / actual.shape[1] * slope[:, None] * means).sum(2)
        return value, shares * (by_share - (shares * by_share).sum(1, keepdims=True)) / len(actual)


class Rule:
    """Effects of the features and the exponent of the evidence."""

    def __init__(self, effects, evidence):
        self.effects, self.evidence = effects, evidence

    def scores(self, features, evidence):
        return features[:, :len(self.effects)] @ self.effects - self.evidence * evidence

    @staticmethod
    def equal(members):
        return Rule(np.zeros((1, members)), 0.0)


def learn(panels, shares, features=None, with_evidence=True, penalty=PENALTY):
    """The rule with the least loss over the panels, which count by their shares."""
    members = panels[0].means.shape[1]
    features = features or panels[0].samples.features.shape[1]
    size = features * members

    def rule(theta):
        return Rule(theta[:size].reshape(features, members), np.exp(theta[size]) if with_evidence else 0.0)

    def objective(theta):
        current = rule(theta)
        value = penalty * (theta[:size] ** 2).sum() + EVIDENCE_PENALTY * theta[size] ** 2
        slope = 2 * np.r_[penalty * theta[:size], EVIDENCE_PENALTY * theta[size]]
        for panel, share in zip(panels, shares):
            loss, by_score = panel.loss(current)
            value += share * loss
            slope[:size] += share * (panel.samples.features[panel.use][:, :features].T @ by_score).ravel()
            slope[size] -= share * current.evidence * (panel.evidence[panel.use] * by_score).sum()
        return value, slope

    start = np.zeros(size + 1)
    found = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return rule(found.x)
