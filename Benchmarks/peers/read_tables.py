#!/usr/bin/env python3
"""Reads a workbook of a million cells and an SQLite table of a million rows, each tool in a process of its own.

usage: python read_tables.py --binary ../../.build/release/kpi-forecast [--cells 1000000] [--rows 1000000]

Both tables are made first (fixed seed): month, partner, kpi, value, and a count in the workbook. Each tool reads all of it and
sums the values by kpi, so that nothing can stay unread. Printed: CPU seconds and peak resident MB of the whole process, and CPU
seconds without the start-up (import, a table of ten rows); the least of three runs.
"""
import argparse
import datetime
import importlib.util
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from read_csv import measure

SUM = "t = {{}}\nfor r in rows: t[r[2]] = t.get(r[2], 0) + r[3]\nprint(t)"
WORKBOOK = {
    "openpyxl": "import openpyxl\nrows = openpyxl.load_workbook({file!r}, read_only=True).active"
                ".iter_rows(min_row=2, values_only=True)\n" + SUM,
    "python_calamine": "import python_calamine as c\nrows = c.CalamineWorkbook.from_path({file!r})"
                       ".get_sheet_by_index(0).to_python()[1:]\n" + SUM,
}
DATABASE = {
    "pandas": "import pandas, sqlite3\nt = pandas.read_sql('select * from sales', sqlite3.connect({file!r}), "
              "parse_dates=['month'])\nprint(t.groupby('kpi').value.sum())",
    "sqlite3": "import sqlite3\nrows = sqlite3.connect({file!r}).execute('select * from sales')\n" + SUM,
}


def rows(count):
    """Partners by KPIs by months until there are so many rows."""
    dice = random.Random(20240101)
    kpis = ["revenue", "cost", "units", "orders", "visits"]
    months = [datetime.date(2015 + i // 12, i % 12 + 1, 1) for i in range(100)]
    for number in range(count):
        partner, rest = divmod(number, len(kpis) * len(months))
        kpi, month = divmod(rest, len(months))
        yield months[month], f"Partner {partner:05d}", kpis[kpi], round(dice.lognormvariate(8, 1), 2)


def make_workbook(path, cells):
    import openpyxl
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sales")
    sheet.append(["month", "partner", "kpi", "value", "count"])
    for number, row in enumerate(rows(cells // 5)):
        sheet.append([*row, number % 7])
    book.save(path)


def make_database(path, count):
    import sqlite3
    with sqlite3.connect(path) as connection:
        connection.execute("create table sales (month text, partner text, kpi text, value real)")
        connection.executemany("insert into sales values (?, ?, ?, ?)", ((m.isoformat(), *rest) for m, *rest in rows(count)))
    connection.close()


def report(title, tools, ours, table, small):
    commands = {"kpi-forecast import": lambda file: [*ours, str(file)]}
    for name, code in tools.items():
        if importlib.util.find_spec(name):
            commands[name] = lambda file, code=code: [sys.executable, "-c", code.format(file=str(file))]
        else:
            print(f"{name} is not installed: left out", file=sys.stderr)
    print(f"\n| {title} | CPU s | CPU s without start-up | peak MB |\n|---|---|---|---|")
    for name, command in commands.items():
        start, _ = min(measure(command(small), 1) for _ in range(3))
        cpu, peak = min(measure(command(table), 1) for _ in range(3))
        print(f"| {name} | {cpu:.2f} | {max(0, cpu - start):.2f} | {peak:.0f} |", flush=True)


def make(place, options):
    """The tables, made in a process of its own: what this one holds would count as the tools' memory."""
    if options.make:
        make_workbook(place / "small.xlsx", 50)
        make_workbook(place / "table.xlsx", options.cells)
        make_database(place / "small.db", 10)
        make_database(place / "table.db", options.rows)
    else:
        subprocess.run([sys.executable, *sys.argv, "--make", str(place)], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--cells", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        return make(options.make, options)
    ours = [options.binary, "import", "-q", "--kpi-column", "kpi", "--by", "total", "--jobs", "1"]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        make(place, options)
        report(f"workbook, {options.cells:,} cells", WORKBOOK, ours, place / "table.xlsx", place / "small.xlsx")
        report(f"SQLite, {options.rows:,} rows", DATABASE, ours, place / "table.db", place / "small.db")


if __name__ == "__main__":
    main()
