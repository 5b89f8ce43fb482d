#!/usr/bin/env python3
"""Learns the numbers of `auto` and says what they are worth on families of series that they were not learned from.

    python train.py --data ../../../shared/data --exporter EXPORT_MEMBERS --work FOLDER --out auto-parameters.txt > tables.md

Nothing here is random but the generated series and the windows cut from long ones, whose seeds are fixed.
"""
import argparse
from pathlib import Path

import numpy as np

import panels as sources
import samples as windows_of
import spread
import weights

VERSION = 3
GENERATED_SHARE = 0.25
# Less in the laws: how far errors reach beside the members is a fact about real series.
GENERATED_SHARE_OF_LAWS = 0.1
CLASSES = (
    # the shortest season, the seasons of its panels, members, observations that a trial leaves
    (1, (1,), "ets theta ces arima drift", 40),
    (2, (4,), "ets standard-theta dynamic-optimized-theta ces mstl", 40),
    (7, (12, 13), "ets standard-theta dynamic-optimized-theta ces mstl", 60),
)
RECENCIES = (0.0, 0.05, 0.1)
TRUST = 100
MOST_SERIES = 300
FEATURES = ("intercept", "length", "drift", "trend", "persistence", "season", "roughness")


def shares(panels, part):
    """The generated panel has this part, the others equal parts of the rest."""
    made = [panel.samples.family == "generated" for panel in panels]
    rest = 1 - part if any(made) else 1.0
    return [part if is_made else rest / (len(made) - sum(made)) for is_made in made]


class Class:
    """The panels of one class of seasons, and what is learned from them."""

    def __init__(self, shortest, members, fewest_known, samples):
        self.shortest, self.members, self.fewest_known = shortest, members.split(), fewest_known
        self.panels = [weights.Windows(part, fewest_known) for part in samples]
        self.open = [panel for panel in self.panels if panel.samples.family != sources.HELD_BACK]
        self.folds = {}

    def without(self, family):
        """The rules and laws from all panels of other families; the held-back one is in none."""
        if family == sources.HELD_BACK:
            family = None
        if family not in self.folds:
            self.folds[family] = Fold([panel for panel in self.open if panel.samples.family != family])
        return self.folds[family]

    def panel_error(self, panel, forecast):
        """The mean of scaled and percentage errors on the last window, relative to Naive2 (OWA)."""
        test, samples = panel.samples.is_test, panel.samples
        ours = weights.errors(samples.actual[test], forecast[test], samples.scale[test])
        naive = weights.errors(samples.actual[test], samples.naive2[test], samples.scale[test])
        return np.mean([mine.mean() / theirs.mean() for mine, theirs in zip(ours, naive)])

    def points(self):
        """OWA of every panel: each member, ways to pool without learning, and the learned rules."""
        rows = {}
        for panel in self.panels:
            fold = self.without(panel.samples.family)
            raw = panel.samples.means
            usual = np.nanmedian(raw, 1, keepdims=True)
            filled = np.where(np.isnan(raw), usual, raw)
            row = {member: filled[:, place] for place, member in enumerate(self.members)}
            row["median"] = usual[:, 0]
            row["mean"] = np.nanmean(raw, 1)
            row["drawn in"] = panel.pooled(weights.Rule.equal(len(self.members)))[0]
            for label, rule in fold.rules.items():
                row[label] = panel.pooled(rule)[0]
            rows[panel.samples.name] = {label: self.panel_error(panel, values) for label, values in row.items()}
        return rows

    def intervals(self):
        """For every panel, what the last window shows of the members' spread, laws alone and with the panel."""
        rows = {}
        for panel in self.panels:
            fold, samples = self.without(panel.samples.family), panel.samples
            last = spread.Pooled(panel, fold.rule, samples.is_test)
            before = spread.Pooled(panel, fold.rule, sampled(samples))
            normal = tuple(np.full(last.mean.shape, size) for size in (1.2816, 1.9600))
            row = {"members": spread.scores(last, normal)}
            found = spread.shifts(fold.laws, before) if len(before.mean) else None
            for recency in RECENCIES:
                row["laws", recency] = spread.scores(last, spread.reaches(fold.laws, last, recency=recency))
                count = len(before.mean)
                reach = spread.reaches(fold.laws, last, found, recency, count / (count + TRUST))
                row[recency] = spread.scores(last, reach)
            rows[samples.name] = row
        return rows

    def choice(self, rows):
        """The recency with the best coverage on the last windows of open panels that are real."""
        def badness(key):
            found = [rows[panel.samples.name][key] for panel in self.open if panel.samples.family != "generated"]
            return sum(((at95 - 0.95) / 0.01) ** 2 + ((at80 - 0.8) / 0.02) ** 2 for at80, at95, _ in found)
        return min(RECENCIES, key=badness)

    def lines(self, recency):
        """The class in the data file."""
        fold = self.without(None)
        yield f"season {self.shortest}"
        yield "members " + " ".join(self.members)
        yield f"trial {self.fewest_known}"
        for name, effects in zip(FEATURES, fold.rule.effects):
            yield f"weight-{name} " + " ".join(f"{effect + 0.0:.4f}" for effect in effects)
        yield f"evidence {fold.rule.evidence:.4f}"
        for level, law in zip((80, 95), fold.laws):
            yield f"spread-{level} " + " ".join(f"{number:.3f}" for number in law)
        yield f"recency {recency}"
        yield f"trust {TRUST}"


class Fold:
    """What is learned from some panels."""

    def __init__(self, panels):
        parts = shares(panels, GENERATED_SHARE)
        self.rules = {
            "constant": weights.learn(panels, parts, features=1, with_evidence=False),
            "features": weights.learn(panels, parts, with_evidence=False),
            "with trial": weights.learn(panels, parts)}
        self.rule = self.rules["with trial"]
        pooled = [spread.Pooled(panel, self.rule, panel.use) for panel in panels]
        self.laws = spread.laws(pooled, shares(panels, GENERATED_SHARE_OF_LAWS))


def sampled(samples):
    """The windows before the last of at most 300 series, evenly over the panel."""
    before = np.flatnonzero(samples.offset == samples.horizon)
    size = min(len(before), MOST_SERIES)
    which = np.full(len(samples.offset), False)
    which[before[np.arange(size) * len(before) // max(1, size)]] = True
    return which & (samples.observations >= (2 if samples.season > 1 else 7))


def table(rows, columns, digits):
    """Rows of numbers as Markdown, with means over the panels that are learned from."""
    print("| panel | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for name, values in rows.items():
        print(f"| {name} | " + " | ".join(f"{values[column]:.{digits}f}" for column in columns) + " |")
    open_rows = [values for name, values in rows.items() if not name.startswith(sources.HELD_BACK)]
    print("| **mean without retail** | " + " | ".join(
        f"{np.mean([values[column] for values in open_rows]):.{digits}f}" for column in columns) + " |\n")


def report(group):
    points = group.points()
    print(f"### Season {group.shortest} and longer: OWA of the last window, family left out\n")
    table(points, list(next(iter(points.values()))), 4)
    rows = group.intervals()
    recency = group.choice(rows)
    print(f"### Season {group.shortest} and longer: coverage of 80 and 95 %, MSIS; recency {recency}\n")
    shown = {}
    for name, row in rows.items():
        shown[name] = {}
        for label, key in (("members", "members"), ("laws", ("laws", recency)), ("with panel", recency)):
            at80, at95, score = row[key]
            shown[name] |= {f"{label} 80": at80, f"{label} 95": at95, f"{label} MSIS": score}
    table(shown, list(next(iter(shown.values()))), 3)
    return recency


def header(groups):
    total = lambda kind: sum(kind(panel) for group in groups for panel in group.open)
    series = total(lambda panel: len(set(panel.samples.series)))
    windows = total(lambda panel: int(panel.use.sum()))
    names = ", ".join(panel.samples.name for group in groups for panel in group.open)
    return [
        f"# What auto has learned. Version {VERSION}.",
        f"# Learned from {series} series with {windows} windows: {names}.",
        "# The windows that the six published sets are tested on are not among them.",
        "# Made by Benchmarks/training/train.py, see README.md there and docs/models/auto-training.md.",
        "# Coefficients of statistical models; no series and no part of one is contained or can be recovered."]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="../../../shared/data", help="folder with forecasting/ and partners/")
    parser.add_argument("--exporter", required=True, help="path of export-members")
    parser.add_argument("--work", default="training-work", help="folder for what the exporter writes")
    parser.add_argument("--out", help="where the parameters go")
    options = parser.parse_args()
    found = windows_of.load(sources.all_panels(options.data), Path(options.exporter).resolve(), options.work)
    groups, lines = [], []
    for shortest, seasons, members, fewest in CLASSES:
        group = Class(shortest, members, fewest, [part for part in found if part.season in seasons])
        recency = report(group)
        groups.append(group)
        lines += [""] + list(group.lines(recency))
    if options.out:
        Path(options.out).write_text("\n".join(header(groups) + lines) + "\n")


if __name__ == "__main__":
    main()
