"""The values that releases published as current: one file a release, with what differs from the releases before it.

A row of such a file states a slice that is published otherwise than before; one without `obs_status` says that the
slice is no longer current. So the last row of a slice is what stands. Releases of earlier versions kept whole files:
every slice that was current, so that what such a file lacks is no longer current. They have no MARK and are reduced to
what differs when they are loaded.

`is_doubted` marks a value that was published while its sender was asked about it, or though a rule that compares with
earlier periods accused it (explained or noted): later figures are not compared with it until a person accepts it. An
own figure that is asked about only because a sum does not follow from it is not doubted: the sum is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.ledger import Entry
from pipelines.settings import Places
from pipelines.warehouse.config import BUILD
from pipelines.warehouse.messages import WarehouseError, failure

MARK, CHANGES = "chiso_published", "changes"  # key and value in the metadata of a file that holds changes only

_KEY = ", ".join(SLICE_KEY)
TABLE = (
    "create table {table} (release_id text, release_seq bigint, "
    + ", ".join(f"{name} text" for name in SLICE_KEY)
    + ", value double, obs_status text, is_doubted boolean)"
)
# What stands by the rows of a table, against what a release states as current.
DIFFERENCE = f"""
with standing as (
    select {_KEY}, value, obs_status, coalesce(is_doubted, false) as is_doubted from {{known}}
    qualify row_number() over (partition by {_KEY} order by release_seq desc) = 1
)

select {", ".join(f"coalesce(n.{name}, s.{name}) as {name}" for name in SLICE_KEY)}, n.value, n.obs_status, n.is_doubted
from (select {_KEY}, value, obs_status, {{doubted}} as is_doubted from {{stated}}) as n
full join standing as s on {" and ".join(f"s.{name} = n.{name}" for name in SLICE_KEY)}
where n.value is distinct from s.value or n.obs_status is distinct from s.obs_status or n.is_doubted <> s.is_doubted
order by {_KEY}
"""
STATED = "read_parquet('{path}')"
DOUBTED = f"""(
    ({_KEY}) in (
        select ({_KEY}) from read_parquet('{{folder}}/violation.parquet')
        where rule_kind in ('jump', 'cumulative_balance') and outcome = 'fail' and not is_waived
    )
    or is_questioned and concat_ws('|', {_KEY}) in (
        select f.slice_id
        from read_parquet('{{folder}}/violation.parquet') as v
        inner join read_parquet('{{folder}}/violation_cell.parquet') as c using (violation_id)
        inner join read_parquet('{{folder}}/lineage.parquet') as f using (submission_id, sheet, address)
        where v.rule_kind <> 'cumulative_balance' and v.outcome = 'fail' and not v.is_waived and v.severity <> 'note'
    )
)"""


def load_published(
    con: duckdb.DuckDBPyConnection, places: Places, entries: Sequence[Entry], table: str = "ledger.published_value"
) -> None:
    """Load what each release changed into `table`, which exists.

    Raises WarehouseError where the file of a release is missing or is not the one that the ledger names.
    """
    for entry in entries:
        if entry.kind == "release":
            path = _verified(places, entry)
            chosen = STATED.format(path=path.as_posix())
            if not _holds_changes(con, path):
                difference = DIFFERENCE.format(known=table, stated=chosen, doubted="false")
                chosen = f"({difference})"
            con.execute(
                f"insert into {table} by name select *, ? as release_id, ? as release_seq from {chosen}",
                [entry.payload["release_id"], entry.seq],
            )


def write_changes(places: Places, entries: Sequence[Entry], tree: Path, target: Path) -> None:
    """Write what the release `tree` publishes as current otherwise than the releases of `entries` to `target`.

    Raises WarehouseError as `load_published`.
    """
    current = f"(from {STATED.format(path=(tree / 'parquet' / 'indicator_value.parquet').as_posix())}"
    with duckdb.connect(":memory:", config=BUILD) as con:
        con.execute(TABLE.format(table="known"))
        load_published(con, places, entries, "known")
        folder = tree / "parquet"
        has_violations = (folder / "violation.parquet").exists()
        doubted = DOUBTED.format(folder=folder.as_posix()) if has_violations else "false"
        changes = DIFFERENCE.format(known="known", stated=f"{current} where state = 'current')", doubted=doubted)
        con.execute(
            f"copy ({changes}) to '{target.as_posix()}'"
            f" (format parquet, compression zstd, kv_metadata {{{MARK}: '{CHANGES}'}})"
        )


def _verified(places: Places, entry: Entry) -> Path:
    """The file of a release, where it is the one that the ledger names."""
    release_id = entry.payload["release_id"]
    path = places.published / f"{release_id}.parquet"
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != entry.payload["published_sha256"]:
        raise WarehouseError([failure("published_damaged", release_id=release_id, file=path.name)])
    return path


def _holds_changes(con: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Whether the file has the MARK of changes."""
    found = con.execute("select decode(key), decode(value) from parquet_kv_metadata(?)", [path.as_posix()]).fetchall()
    return (MARK, CHANGES) in found
