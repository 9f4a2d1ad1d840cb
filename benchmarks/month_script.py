"""The script that benchmarks/month.py measures chiso against: what somebody writes in an afternoon, with pandas.

It reads every commune workbook named on standard input, takes the month's figures by their row codes, and prints each
share of a commune as JSON. Run: `ls …/08_XA-01_2026-10_*.xlsx | .venv/bin/python benchmarks/month_script.py data/seeds`
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import pandas as pd

FORM, CODE, IN_PERIOD = "XA-01", 2, 4  # the monthly form of communes: columns of row codes and of the month's figures


def main(seeds: Path, files: list[Path]) -> None:
    """Print `<commune> <indicator>` -> share, with the processor time and memory that this took."""
    rows = _seeds(seeds / "form_rows").query(f"form_code == '{FORM}' and row_kind == 'fixed'")
    codes = dict(zip(rows["row_key"], rows["indicator_code"], strict=True))
    shares = _seeds(seeds / "indicators").query("calc_kind == 'share'")
    found: dict[str, float] = {}
    for file in files:
        sheet = pd.read_excel(file, sheet_name=0, header=None, engine="openpyxl")
        figures = sheet[sheet[CODE].isin(codes)].set_index(CODE)[IN_PERIOD].replace("-", 0).rename(index=codes)
        numbers = pd.to_numeric(figures, errors="coerce").dropna().to_dict()
        for share in shares.to_dict("records"):
            part, whole = numbers.get(share["numerator_code"]), numbers.get(share["denominator_code"])
            if part is not None and whole:
                commune = file.stem.split("_")[3]
                found[f"{commune} {share['indicator_code']}"] = float(share["scale"]) * part / whole
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "memory": peak_memory(), "answer": found}))


def peak_memory() -> float:
    """MB; the field of getrusage begins with the memory of the process that started this one."""
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def _seeds(folder: Path) -> pd.DataFrame:
    return pd.concat(pd.read_csv(path, dtype=str) for path in sorted(folder.glob("*.csv")))


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(line) for line in sys.stdin.read().splitlines()])
