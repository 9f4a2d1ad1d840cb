"""The command `conflicts`: targets and commitments about one thing that differ, from the current release."""

from __future__ import annotations

from pipelines.cli.app import cli
from pipelines.cli.context import CommandContext, common_options
from pipelines.cli.screen import Screen
from pipelines.cli.targets.target_rows import Row, number, query_release, release_rows
from pipelines.vocabulary import ASKS_MORE, FINDING_KIND, RANK_WAY

CONFLICTS = """
select * from target_conflict where area_id = $area order by target_b is null, finding_kind, conflict_id
"""
RANKS = "select * from rank_equivalence order by way"


@cli.command()
@common_options
def conflicts(context: CommandContext) -> None:
    """Print the targets about one thing that differ, with both quotes, the reason and the proposal."""
    release, rows = query_release(context, CONFLICTS)
    ranks = release_rows(context, RANKS)
    n_open = sum(row["state"] == "open" for row in rows)
    title = {"province": context.places.province, "release": release, "n": len(rows), "n_open": n_open}
    context.screen.print_message("conflicts_title", **title)
    for row in rows:
        targets = (row["target_a"], row["target_b"])
        _print_conflict(context.screen, row, [r for r in ranks if (r["target_a"], r["target_b"]) == targets])


def _print_conflict(screen: Screen, row: Row, ranks: list[Row]) -> None:
    """Print one conflict; `ranks` are the equivalences of its two targets where they are ranks."""
    state = screen.text(f"conflict_{row['state']}", target=row["working_target_id"])
    kind = screen.label(FINDING_KIND, row["finding_kind"])
    screen.print_message("conflict_head", id=row["conflict_id"], kind=kind, topic=row["topic_vi"], state=state)
    for side in ("a", "b"):
        if row[f"target_{side}"]:
            where = {"file": row[f"document_{side}"], "line": row[f"line_{side}"]}
            target = {"number": row[f"number_{side}"], "quote": row[f"quote_{side}"]}
            screen.print_message("conflict_side", id=row[f"target_{side}"], **target, **where)
    screen.print_message("conflict_reason", text=row["explanation_vi"])
    for rank in ranks:
        way, asks = screen.label(RANK_WAY, rank["way"]), screen.label(ASKS_MORE, rank["asks_more"])
        screen.print_message("conflict_rank", way=way, a=_span(rank, "a"), b=_span(rank, "b"), asks=asks)
    screen.print_message("conflict_proposal", text=row["proposal_vi"])


def _span(row: Row, side: str) -> str:
    """The range of a rank's equivalents, as one number where both ends are equal."""
    low, high = number(row[f"low_{side}"]), number(row[f"high_{side}"])
    return low if low == high else f"{low}–{high}"
