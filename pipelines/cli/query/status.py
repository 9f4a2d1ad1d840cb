"""The command `status`: the current release, the ledger, the latest candidate, and who has reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import CommandContext, common_options
from pipelines.cli.query.duties import print_duties

if TYPE_CHECKING:
    from pipelines.ledger import Entry


@cli.command()
@option("--as-known")
@common_options
def status(context: CommandContext, as_known: str | None) -> None:
    """Print what is published, what is not in it yet, and the duties as known now or at `as_known`."""
    from pipelines.ledger import Ledger
    from pipelines.publication.release.current import current_release

    screen = context.screen
    entries = Ledger(context.places.ledger).read()
    releases = [entry for entry in entries if entry.kind == "release"]
    province = {"province": context.places.province}
    counts = {"n": len(entries), "n_receipts": _count(entries, "receipt"), "n_decisions": _count(entries, "decision")}
    if not context.places.current.exists():
        screen.print_message("status_none", **province)
        screen.print_message("status_ledger", **counts)
        _print_candidate(context, [])
        return
    _print_candidate(context, [str(entry.payload["build_id"]) for entry in releases])
    current = current_release(context.places)
    screen.print_message("status_current", **province, release_id=current.release_id, folder=current.folder)
    screen.print_message("status_ledger", **counts)
    release = next(entry.payload for entry in releases if entry.payload["release_id"] == current.release_id)
    later = [entry for entry in entries if entry.seq > release["ledger_seq"]]
    n_receipts, n_decisions = _count(later, "receipt"), _count(later, "decision")
    screen.print_message("status_waiting", n_receipts=n_receipts, n_decisions=n_decisions)
    rows = [(entry.payload["release_id"], entry.payload["build_id"], entry.at) for entry in releases]
    screen.print_table(["head_release", "head_build", "head_when"], rows)
    print_duties(context, current.folder, entries, as_known)


def _print_candidate(context: CommandContext, released: list[str]) -> None:
    """Print the latest candidate and its state; `released` are the builds that were published."""
    from pipelines.publication.candidate import candidate as candidates
    from pipelines.publication.facts import verdict_from_json

    if not (context.places.build / "latest").exists():
        return
    build_id = candidates.latest_build(context.places)
    place = candidates.candidate(context.places, build_id)
    state = "unjudged"
    if build_id in released:
        state = "released"
    elif place.verdict.exists():
        state = verdict_from_json(place.verdict.read_text("utf-8")).outcome
    period = candidates.load(place).identity.occasion_period
    word = context.screen.text(f"state_{state}")
    context.screen.print_message("status_candidate", build_id=build_id, period=period, state=word)


def _count(entries: list[Entry], kind: str) -> int:
    return sum(entry.kind == kind for entry in entries)
