"""The verbs that ask: query, status. They read the current release and the ledger, and change nothing.

Here: what is asked and how the answer is laid out. Not here: the way back from a figure to its cells (trace.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipelines.cli.app import Desk, cli, verb
from pipelines.cli.query.duties import tell_duties

if TYPE_CHECKING:
    import polars as pl

    from pipelines.ledger import Entry


@cli.command()
@click.argument("sql")
@verb
def query(desk: Desk, sql: str) -> None:
    """Hỏi bản công bố hiện hành bằng SQL (chỉ đọc)."""
    from pipelines.publication.release.release import current_release
    from pipelines.warehouse.query import query as ask

    found = ask(current_release(desk.places).folder, sql)
    show(desk, found)
    click.echo(desk.screen.word("rows", n=found.height), err=True)


@cli.command()
@click.option("--as-known", metavar="MỤC|NGÀY", help="Như đã biết tại mục sổ cái hoặc ngày đó, ví dụ 18/10/2026.")
@verb
def status(desk: Desk, as_known: str | None) -> None:
    """Bản hiện hành, sổ cái, những gì còn chờ, ai chưa nộp, ai nộp muộn."""
    from pipelines.ledger import Ledger
    from pipelines.publication.release.release import current_release

    entries = Ledger(desk.places.ledger).read()
    released = [entry for entry in entries if entry.kind == "release"]
    names = {"province": desk.places.province}
    receipts, decisions = _count(entries, "receipt"), _count(entries, "decision")
    if not desk.places.current.exists():
        desk.screen.say("status_none", **names)
        desk.screen.say("status_ledger", n=len(entries), n_receipts=receipts, n_decisions=decisions)
        _tell_candidate(desk, [])
        return
    _tell_candidate(desk, [str(one.payload["build_id"]) for one in released])
    current = current_release(desk.places)
    desk.screen.say("status_current", **names, release_id=current.release_id, folder=current.folder)
    desk.screen.say("status_ledger", n=len(entries), n_receipts=receipts, n_decisions=decisions)
    said = next(one.payload for one in released if one.payload["release_id"] == current.release_id)
    later = [entry for entry in entries if entry.seq > said["ledger_seq"]]
    desk.screen.say("status_waiting", n_receipts=_count(later, "receipt"), n_decisions=_count(later, "decision"))
    rows = [(one.payload["release_id"], one.payload["build_id"], one.at) for one in released]
    desk.screen.table(["head_release", "head_build", "head_when"], rows)
    tell_duties(desk, current.folder, entries, as_known)


def _tell_candidate(desk: Desk, released: list[str]) -> None:
    """The candidate built last, and how far it came."""
    from pipelines.publication.candidate import candidate as candidates
    from pipelines.publication.facts import verdict_from_json

    if not (desk.places.build / "latest").exists():
        return
    build_id = candidates.latest_build(desk.places)
    place = candidates.candidate(desk.places, build_id)
    state = "unjudged"
    if build_id in released:
        state = "released"
    elif place.verdict.exists():
        state = verdict_from_json(place.verdict.read_text("utf-8")).outcome
    period = candidates.load(place).identity.occasion_period
    desk.screen.say("status_candidate", build_id=build_id, period=period, state=desk.screen.word(f"state_{state}"))


def show(desk: Desk, frame: pl.DataFrame) -> None:
    """A frame as a table under its own column names."""
    desk.screen.table(frame.columns, frame.rows())


def _count(entries: list[Entry], kind: str) -> int:
    return sum(entry.kind == kind for entry in entries)
