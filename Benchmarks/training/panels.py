"""The panels that `auto` learns from, made of public series and of generated ones."""
import csv
import gzip
import random
from dataclasses import dataclass
from pathlib import Path

import generated

HORIZON = {1: 6, 4: 8, 12: 18, 13: 18}
SHORTEST = {1: 10, 4: 20, 12: 50, 13: 50}
LONGEST = {1: 40, 4: 72, 12: 126, 13: 126}
GENERATED = 1000
HELD_BACK = "retail"


@dataclass
class Panel:
    """Series of one season length and where they come from; the last `horizon` values are for the test."""
    name: str
    family: str
    season: int
    horizon: int
    series: dict
    # Whether the last window may be learned from: not where it is the published test.
    is_open: bool = True

    def offsets(self):
        """Distances of the windows from the end of the series; the window of the test is at 0."""
        factors = (0, 2, 4) if self.family == "generated" else (0, 2, 3, 4, 5, 6, 8)
        return sorted({factor * self.horizon // 2 for factor in factors})

    def write(self, folder):
        path = Path(folder) / f"{self.name}.csv"
        with open(path, "w") as out:
            out.write("unique_id,ds,y\n")
            for name, values in self.series.items():
                out.writelines(f"{name},{time + 1},{value!r}\n" for time, value in enumerate(values))
        return path


def table(path):
    found = {}
    with gzip.open(path, "rt") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["unique_id"], []).append(float(row["y"]))
    return found


def wide(path, columns):
    """The rows of a table with a series in each, after `columns` columns of names."""
    with open(path) as file:
        rows = list(csv.reader(file))[1:]
    found = {}
    for place, row in enumerate(rows):
        values = [float(cell) for cell in row[columns:] if cell not in ("", "NA")]
        found[f"row{place}"] = values
    return found


def sums(values, size):
    """Sums of `size` values each, counted from the end."""
    start = len(values) % size
    return [sum(values[at:at + size]) for at in range(start, len(values), size)]


def windows(series, season, size, rng, pieces=1):
    """Pieces of random length and place of the series in coarser periods."""
    low, high, horizon = SHORTEST[season], LONGEST[season], HORIZON[season]
    found = {}
    for name, values in series.items():
        coarse = sums(values, size)
        if len(coarse) < low + horizon:
            continue
        for piece in range(pieces):
            length = min(len(coarse), rng.randint(low, high) + horizon)
            start = rng.randint(0, len(coarse) - length)
            part = coarse[start:start + length]
            if max(part) > min(part):
                found[f"{name}.{piece}"] = part
    return found


def competitions(data):
    """The six published sets, and the parts of them that are for training."""
    found, training = [], {}
    for name, season, horizon in (
            ("m1_yearly", 1, 6), ("m1_quarterly", 4, 8), ("m1_monthly", 12, 18),
            ("tourism_yearly", 1, 4), ("tourism_quarterly", 4, 8), ("tourism_monthly", 12, 24)):
        train, test = (table(data / "forecasting" / f"{name}_{part}.csv.gz") for part in ("train", "test"))
        training[name] = train
        full = {key: values + test[key][:horizon] for key, values in train.items()}
        found.append(Panel(name, name.split("_")[0], season, horizon, full, is_open=False))
    return found, training


def coarser(data, training, rng):
    """The same series and others in coarser periods."""
    weekly = table(data / "forecasting" / "m4_weekly_train.csv.gz")
    visits = wide(data / "forecasting" / "tourism_wide.csv", 3)
    plan = [
        ("tourism_monthly_as_years", "tourism", 1, training["tourism_monthly"], 12),
        ("tourism_quarterly_as_years", "tourism", 1, training["tourism_quarterly"], 4),
        ("m4_weekly_as_years", "m4", 1, weekly, 52),
        ("m1_monthly_as_quarters", "m1", 4, training["m1_monthly"], 3),
        ("tourism_monthly_as_quarters", "tourism", 4, training["tourism_monthly"], 3),
        ("visits_by_quarters", "tourism", 4, visits, 1),
        ("m4_weekly_as_quarters", "m4", 4, weekly, 13),
        ("m4_weekly_as_four_weeks", "m4", 13, weekly, 4)]
    return [Panel(name, family, season, HORIZON[season], windows(series, season, size, rng))
            for name, family, season, series, size in plan]


def held_back(data, rng):
    """Australian retail: never learned from."""
    path = data / "partners" / "aus_retail_wide.csv"
    if not path.exists():
        return []
    retail = numbers(path)
    return [Panel(f"retail_{word}", HELD_BACK, season, HORIZON[season], windows(retail, season, size, rng, 2))
            for word, season, size in (("as_years", 1, 12), ("as_quarters", 4, 3), ("monthly", 12, 1))]


def numbers(path):
    """The numeric cells of every row."""
    found = {}
    with open(path) as file:
        for place, row in enumerate(list(csv.reader(file))[1:]):
            values = []
            for cell in row:
                try:
                    values.append(float(cell))
                except ValueError:
                    continue
            found[f"row{place}"] = values
    return found


def made_up():
    """Generated series, a panel for each class of seasons."""
    found = []
    for season, shortest, longest in ((1, 13, 60), (4, 24, 100), (12, 48, 200)):
        horizon = HORIZON[season]
        series = generated.panel(season, shortest + horizon, longest + horizon, GENERATED, seed=season)
        names = {1: "years", 4: "quarters", 12: "months"}
        found.append(Panel(f"generated_{names[season]}", "generated", season, horizon,
                           {f"g{place}": values for place, values in enumerate(series)}))
    return found


def all_panels(data):
    """Every panel, in a fixed order."""
    data = Path(data)
    rng = random.Random(5)
    published, training = competitions(data)
    return published + coarser(data, training, rng) + made_up() + held_back(data, rng)
