"""The marts of the country: verified releases joined, written as Parquet, CSV and one DuckDB file beside a manifest.

The same releases, code and codebook give the same Parquet, CSV and manifest, byte for byte. The DuckDB file holds the
same tables with identifiers that DuckDB draws anew each time, so its hash stands in a note beside it, as for a release.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.codebook.load import load
from pipelines.country.messages import CountryError, said
from pipelines.country.provinces import provinces
from pipelines.ledger.simulated import both_languages
from pipelines.publication.identity import code_commit, lock_hash
from pipelines.publication.release.standing import DATABASE, DATABASE_NOTE
from pipelines.publication.tree import file_sha256
from pipelines.settings import let_read, make_readable, places
from pipelines.warehouse.country.marts import ProvinceRelease, build, write
from pipelines.warehouse.export import write_database

KINDS = ("parquet", "csv")


def no_step(_step: str) -> None:
    """Ignore the start of a step."""


class Country(NamedTuple):
    """The marts that were made: their period and folder, every province, and the rows of each table."""

    period: str
    folder: Path
    provinces: list[ProvinceRelease]
    rows: dict[str, int]


def make_country(
    data: Path,
    seeds: Path,
    out: Path | None = None,
    period: str | None = None,
    on_step: Callable[[str], None] = no_step,
) -> Country:
    """Verify the current release of every province and join those that pass; by default in data/country/<period>.

    Without `period` it is the latest of the releases. What was in the folder is replaced when the new marts are whole.
    Raises CountryError where no release passes, WarehouseError where a model or test fails.
    """
    codebook = load(seeds)
    on_step("country_verify")
    found = provinces(codebook, data)
    joined = {row.province_code: row for row in found if row.release_id}
    if not joined:
        reasons = [(row.reason_vi, row.reason_en) for row in found if row.state == "failed"] or [("–", "–")]
        raise CountryError(said("nothing_to_join", data=data, vi=reasons[0][0], en=reasons[0][1]))
    code = period or max(str(row.occasion_period) for row in joined.values())
    dated = [row._replace(period_code=code) for row in found]
    trees = {name: places(name, data).release / str(row.release_id) for name, row in joined.items()}
    target = out or data / "country" / code
    make_readable(target)
    on_step("country_marts")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as scratch:
        rows = _write(dated, trees, Path(scratch), {"period": code, "codebook_hash": codebook.hash})
        _replace(Path(scratch) / "tree", target, Path(scratch) / "before")
    return Country(code, target, dated, rows)


def _write(
    found: Sequence[ProvinceRelease], trees: Mapping[str, Path], scratch: Path, identity: Mapping[str, str]
) -> dict[str, int]:
    """Build the marts in `scratch/work` and write them to `scratch/tree`; returns the rows by table."""
    part = simulated_part([str(row.simulated) for row in found if row.release_id])
    notice = both_languages(part)
    tree = scratch / "tree"
    rows = write(build(found, trees, scratch / "work"), tree, identity["period"], notice)
    write_database(tree, tree / DATABASE)
    tables = {
        table: {"rows": n}
        | {f"{kind}_sha256": file_sha256(tree / kind / f"{table}.{kind}") for kind in ("parquet", "csv")}
        for table, n in sorted(rows.items())
    }
    manifest = {
        **identity,
        "code_commit": code_commit(),
        "lock_hash": lock_hash(),
        "simulated": part,
        "notice": notice,
        "provinces": [{name: value for name, value in row._asdict().items() if value} for row in found],
        "tables": tables,
    }
    _write_json(tree / "manifest.json", manifest)
    _write_json(tree / DATABASE_NOTE, {"period": identity["period"], "sha256": file_sha256(tree / DATABASE)})
    let_read(tree)
    return rows


def _write_json(path: Path, content: Mapping[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")


def simulated_part(parts: Sequence[str]) -> str:
    """How much is simulated of releases with these codes of SIMULATED."""
    return parts[0] if len(set(parts)) == 1 else "partly"


def _replace(made: Path, target: Path, before: Path) -> None:
    """Put what was made in the place of `target`, whose content goes to `before`."""
    shutil.move(target, before)
    made.rename(target)
