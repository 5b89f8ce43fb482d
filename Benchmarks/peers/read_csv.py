#!/usr/bin/env python3
"""Reads one long table with pandas, polars and duckdb, each in a process of its own, and prints what that costs.

usage: python read_csv.py [--rows 1000000] [--threads 1] [--file EXISTING.csv] [--command "kpi-forecast inspect {file}"]

Without --file a table date,partner,kpi,value of that many rows is made first (fixed seed). Each tool reads it, parses the
dates, and sums the values by kpi, so that nothing can stay unread. --command adds any other program to the table.
Printed: CPU seconds and peak resident MB of the whole process, and CPU seconds without the start-up (import, empty table).
"""
import argparse
import datetime
import importlib.util
import os
import random
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

READERS = {
    "pandas": "import pandas as p; t = p.read_csv({file!r}, parse_dates=['date']); print(t.groupby('kpi').value.sum())",
    "pandas (pyarrow)": "import pandas as p; t = p.read_csv({file!r}, parse_dates=['date'], engine='pyarrow'); "
                        "print(t.groupby('kpi').value.sum())",
    "polars": "import polars as p; t = p.read_csv({file!r}, try_parse_dates=True); "
              "print(t.group_by('kpi').agg(p.col('value').sum()))",
    "duckdb": "import duckdb; c = duckdb.connect(config={{'threads': {threads}}}); "
              "c.execute(\"create table t as select * from read_csv('\" + {file!r} + \"')\"); "
              "print(c.execute('select kpi, sum(value) from t group by kpi').fetchall())",
}
MODULES = {"pandas": ["pandas"], "pandas (pyarrow)": ["pandas", "pyarrow"], "polars": ["polars"], "duckdb": ["duckdb"]}


def make(path, rows):
    """Partners by months by KPIs until the rows are full."""
    dice = random.Random(20240101)
    kpis = ["revenue", "cost", "units", "orders", "visits"]
    months = [datetime.date(2015 + i // 12, i % 12 + 1, 1).isoformat() for i in range(100)]
    partners = rows // (len(kpis) * len(months)) + 1
    lines = (f"{month},Partner {partner:05d},{kpi},{dice.lognormvariate(8, 1):.2f}\n"
             for partner in range(partners) for kpi in kpis for month in months)
    with open(path, "w", newline="") as file:
        file.write("date,partner,kpi,value\n")
        file.writelines(text for text, _ in zip(lines, range(rows)))


def measure(command, threads):
    limits = {name: str(threads) for name in ("OMP_NUM_THREADS", "POLARS_MAX_THREADS", "ARROW_IO_THREADS", "OPENBLAS_NUM_THREADS")}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | limits)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed: {shlex.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def commands(extra, threads):
    for name, code in READERS.items():
        if all(importlib.util.find_spec(module) for module in MODULES[name]):
            yield name, lambda file, code=code: [sys.executable, "-c", code.format(file=str(file), threads=threads)]
        else:
            print(f"{name} is not installed: left out", file=sys.stderr)
    for text in extra:
        yield text.split()[0].rsplit("/")[-1], lambda file, text=text: shlex.split(text.format(file=shlex.quote(str(file))))


def report(options, table, small):
    print(f"| tool | CPU s | CPU s without start-up | peak MB |\n|---|---|---|---|")
    for name, command in commands(options.command, options.threads):
        start, _ = min(measure(command(small), options.threads) for _ in range(3))
        cpu, peak = min(measure(command(table), options.threads) for _ in range(3))
        print(f"| {name} | {cpu:.2f} | {max(0, cpu - start):.2f} | {peak:.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--command", action="append", default=[], help="another program; {file} stands for the table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table, small = options.file or Path(folder) / "table.csv", Path(folder) / "small.csv"
        make(small, 10)
        if not options.file:
            make(table, options.rows)
        report(options, table, small)


if __name__ == "__main__":
    main()
