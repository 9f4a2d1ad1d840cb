"""Seeds of commit ee44df5 with six communes of Tuyên Quang, not 3,321, and the former communes that became these.

Used by make_archive.py alone: the present code runs on the archive with its whole seeds, as after an upgrade.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

Row = dict[str, str]
N_COMMUNES = 6
# Tables and files of published indices and budgets, targets and tasks: without them the archive stays small.
EMPTIED = (
    *("targets", "tasks", "task_agencies", "commitments", "baselines", "uncollected", "published_scores/*"),
    *("*/state_budget", "*/pci", "*/papi", "*/dti", "*/pii", "*/pii_sim", "*/hdi", "*/startup_eco", "*/publishers"),
)


def write_small_seeds(seeds: Path, out: Path) -> list[str]:
    """Copy `seeds` to `out`, reduced; returns the codes of the communes that are left as reporters."""
    shutil.copytree(seeds, out)
    reporters = _rows(out / "reporters" / "08_communes.csv")
    codes = sorted(row["reporter_code"] for row in reporters)
    kept = {codes[len(codes) * k // N_COMMUNES] for k in range(N_COMMUNES)}
    _keep(out / "reporters" / "08_communes.csv", lambda row: row["reporter_code"] in kept)
    for province in ("19", "51"):
        _keep(out / "reporters" / f"{province}_communes.csv", lambda row: row["reporter_code"] in kept)
    communes = {f"c25-{code.removeprefix('C')}" for code in kept}
    _keep(out / "areas" / "3_communes_2025.csv", lambda row: row["area_id"] in communes)
    known = {row["area_id"] for path in (out / "areas").glob("*.csv") for row in _rows(path)}
    _keep(out / "area_versions.csv", lambda row: row["area_id"] in known)
    links = _rows(out / "area_links" / "2_communes.csv")
    others = {row["from_id"] for row in links if row["to_id"] not in communes}
    _keep(out / "area_links" / "2_communes.csv", lambda row: row["from_id"] not in others)
    former = {row["from_id"] for row in links} - others
    districts = {
        row["parent_id"]
        for row in _keep(out / "areas" / "5_communes_until_2025.csv", lambda row: row["area_id"] in former)
    }
    _keep(out / "areas" / "4_districts_until_2025.csv", lambda row: row["area_id"] in districts)
    for name in EMPTIED:
        for path in sorted(out.glob(f"{name}.csv")):
            _keep(path, lambda _row: False)
    known = {row["indicator_code"] for path in (out / "indicators").glob("*.csv") for row in _rows(path)}
    for path in sorted((out / "rule_terms").glob("*.csv")):
        unknown = {row["rule_code"] for row in _rows(path) if row["indicator_code"] not in known | {""}}
        for table in ("rule_terms", "rules"):
            _keep(out / table / path.name, lambda row: row["rule_code"] not in unknown)  # noqa: B023 - used at once
    return sorted(kept)


def _keep(path: Path, is_kept: Callable[[Row], bool]) -> list[Row]:
    header = path.read_text("utf-8").splitlines()[0].split(",")
    kept = [row for row in _rows(path) if is_kept(row)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    return kept


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
