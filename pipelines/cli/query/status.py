"""The command `status`: the current release, the ledger, the latest candidate, and who has reported."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import ERROR, OK, CommandContext, common_options
from pipelines.cli.names import UnknownNameError
from pipelines.cli.query.duties import print_duties, released_seq
from pipelines.cli.query.open_files import print_open_files, print_strays
from pipelines.cli.query.standing import print_losses, print_rollback
from pipelines.errors import ChisoError

if TYPE_CHECKING:
    from pipelines.ledger import Entry

DIFFERENCES = """
select index_code, period_code, count(*) as n, cast(round(max(abs(difference)), 4) as text) as greatest,
    cast(round(any_value(tolerance), 4) as text) as tolerance
from index_difference where is_apart group by index_code, period_code order by index_code, period_code
"""


@cli.command()
@option("--as-known")
@common_options
def status(context: CommandContext, as_known: str | None) -> int:
    """Print what is published, what is not in it yet, and the duties as known now or at `as_known`.

    Each part answers by itself: one that cannot be read is printed as a fault, and the others follow. ERROR after one.
    """
    parts = _Parts(context)
    parts.show(_print_running, context)
    entries: list[Entry] | None = parts.show(_read_ledger, context)
    known = entries or []
    releases = [entry.payload for entry in known if entry.kind == "release"]
    released = {str(payload["build_id"]): str(payload["occasion_period"]) for payload in releases}
    parts.show(_print_candidate, context, released)
    is_published = context.places.current.exists()
    if is_published:
        parts.show(_print_current, context)
    else:
        context.screen.print_message("status_none", province=context.places.province)
    if entries is not None:
        counts = {"n_receipts": _count(known, "receipt"), "n_decisions": _count(known, "decision")}
        context.screen.print_message("status_ledger", n=len(known), **counts)
        parts.show(print_strays, context, known)
        parts.show(print_losses, context, known)
    if is_published and not parts.is_faulty:
        parts.show(_print_since, context, known)
        parts.show(_print_differences, context)
    if entries is not None:
        parts.show(print_open_files, context, known)
    if is_published and not parts.is_faulty:
        parts.show(_print_duties, context, known, as_known)
    return ERROR if parts.is_faulty else OK


class _Parts:
    """Prints the parts of an answer, and the fault in place of a part that cannot be read."""

    def __init__(self, context: CommandContext) -> None:
        self.screen, self.is_faulty = context.screen, False

    def show(self, part: Callable[..., Any], *arguments: Any) -> Any:
        """What the part returns; None after a fault. Raises UnknownNameError, which is about what the user typed."""
        try:
            return part(*arguments)
        except UnknownNameError:
            raise
        except Exception as error:
            if os.environ.get("CHISO_DEBUG"):
                raise
            self.is_faulty = True
            self.screen.print_text(self.screen.describe_error(error))
            return None


def _print_running(context: CommandContext) -> None:
    """Print which command works on the province now, if any."""
    from pipelines.publication.province_lock import lock_holder

    holder = lock_holder(context.places)
    if holder:
        context.screen.print_message("status_running", **context.words_of(holder))


def _read_ledger(context: CommandContext) -> list[Entry]:
    from pipelines.ledger import Ledger

    return Ledger(context.places.ledger).read()


def _print_current(context: CommandContext) -> None:
    """Print the current release and its folder."""
    from pipelines.publication.release.current import current_release

    current = current_release(context.places)
    names = {"province": context.places.province, "release_id": current.release_id, "folder": current.folder}
    context.screen.print_notice(current.simulated)
    context.screen.print_message("status_current", **names)
    print_rollback(context, current)


def _print_since(context: CommandContext, entries: list[Entry]) -> None:
    """Print what the current release does not contain yet, and the list of releases."""
    from pipelines.ledger.days import local_time

    later = [entry for entry in entries if entry.seq > released_seq(context, entries)]
    n_receipts, n_decisions = _count(later, "receipt"), _count(later, "decision")
    context.screen.print_message("status_waiting", n_receipts=n_receipts, n_decisions=n_decisions)
    releases = [entry for entry in entries if entry.kind == "release"]
    rows = [(entry.payload["release_id"], entry.payload["build_id"], local_time(entry)) for entry in releases]
    context.screen.print_table(["head_release", "head_build", "head_when"], rows)


def _print_differences(context: CommandContext) -> None:
    """Print how many computed scores differ from the published ones, and the greatest difference."""
    from pipelines.publication.release.current import current_release
    from pipelines.warehouse.query import query

    folder = current_release(context.places).folder
    if not (folder / "parquet" / "index_difference.parquet").exists():  # a release of an older chiso
        return
    apart = query(folder, DIFFERENCES).to_dicts()
    for row in apart:
        context.screen.print_message("status_apart", **row)


def _print_duties(context: CommandContext, entries: list[Entry], as_known: str | None) -> None:
    from pipelines.publication.release.current import current_release

    print_duties(context, current_release(context.places).folder, entries, as_known)


def _print_candidate(context: CommandContext, released: Mapping[str, str]) -> None:
    """Print the latest candidate and its state; `released` has the builds that were published, with their periods.

    A candidate has no record while it is built, and after a build that was stopped. The record of a published one may
    be of an earlier version of chiso, so it is not read.
    """
    from pipelines.publication.candidate import candidate as candidates
    from pipelines.publication.facts import verdict_from_json

    pointer = context.places.build / "latest"
    build_id = pointer.read_text("utf-8", errors="replace").strip() if pointer.is_file() else ""
    if not build_id:
        return
    place = candidates.candidate(context.places, build_id)
    try:
        period = released.get(build_id) or candidates.load(place).identity.occasion_period
        state = "released" if build_id in released else "unjudged"
        if state == "unjudged" and place.verdict.exists():
            state = verdict_from_json(place.verdict.read_text("utf-8")).outcome
    except (ChisoError, ValueError, KeyError, TypeError):
        context.screen.print_message("status_unfinished", build_id=build_id)
        return
    word = context.screen.text(f"state_{state}")
    context.screen.print_message("status_candidate", build_id=build_id, period=period, state=word)


def _count(entries: list[Entry], kind: str) -> int:
    return sum(entry.kind == kind for entry in entries)
