"""The command `changes`: what a release says that the one before it did not, by part, the numbers first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import OK, CommandContext, common_options
from pipelines.forms.number_text import printed_number
from pipelines.vocabulary import PROGRESS_CLASS

if TYPE_CHECKING:
    import polars as pl

    from pipelines.cli.screen import Screen

NAMED = 5  # lines of each part without --all
# Every part has a key that lasts from release to release, the words of a line, and what is compared.
PARTS = {
    "figures": """
        select slice_id as key, area_name_vi || ' – ' || indicator_name_vi
                || case measure_code when 'ytd' then ' (luỹ kế)' else '' end as what, period_code,
            round(value, 9) as compared
        from indicator_value where state = 'current' and value is not null
    """,
    "targets": """
        select p.target_id as key,
            p.target_id || ' ' || t.indicator_name_vi
                || coalesce(' (' || cast(t.horizon_to as text) || ')', '') as what,
            p.period_code, p.progress_class as compared
        from target_progress as p inner join target as t on t.target_id = p.target_id
        where p.is_latest or p.value is null
    """,
    "places": """
        select concat_ws('|', index_code, structure_version, method_version, field_code, area_id, period_code) as key,
            area_name_vi || ' – ' || node_name_vi as what, period_code, rank as compared
        from index_score where series = 'computed' and parent_code is null and rank is not null
    """,
    "held": """
        select slice_id as key, area_name_vi || ' – ' || indicator_name_vi
                || case measure_code when 'ytd' then ' (luỹ kế)' else '' end as what, period_code,
            1 as compared
        from indicator_value where state = 'held'
    """,
    "questions": """
        select v.violation_id as key, v.message_vi as what, v.period_code, 1 as compared
        from violation as v
        where v.outcome = 'fail' and not v.is_waived and v.severity in ('hold', 'question')
    """,
}


class Change(NamedTuple):
    """What one part of two releases differs in: rows of changed, new and gone things."""

    changed: pl.DataFrame
    new: pl.DataFrame
    gone: pl.DataFrame


@cli.command()
@option("--against", "earlier_id")
@option("--all", "is_whole", is_flag=True)
@common_options
def changes(context: CommandContext, earlier_id: str | None, is_whole: bool) -> int:
    """Print what the current release changes against the one before it, or against the release `earlier_id`."""
    from pipelines.publication.release.current import current_release, find_release

    release, screen = current_release(context.places), context.screen
    screen.print_notice(release.simulated)
    earlier_id = earlier_id or _previous(context, release.release_id)
    if earlier_id is None:
        screen.print_message("changes_first", release=release.release_id)
        return OK
    earlier = find_release(context.places, earlier_id)
    found = {part: _compare(earlier, release.folder, sql) for part, sql in PARTS.items()}
    screen.print_message("changes_title", release=release.release_id, earlier=earlier_id)
    counts = [
        (screen.text(f"changes_{part}"), change.changed.height, change.new.height, change.gone.height)
        for part, change in found.items()
    ]
    screen.print_table(("head_what", "head_differs", "head_appeared", "head_disappeared"), counts)
    for part, change in found.items():
        _print_part(screen, part, change, is_whole)
    return OK


def _previous(context: CommandContext, release_id: str) -> str | None:
    """The release that was current before `release_id`, as the ledger has it."""
    from pipelines.ledger import Ledger

    for entry in Ledger(context.places.ledger).read():
        if entry.kind == "release" and entry.payload["release_id"] == release_id:
            return entry.payload.get("previous_release_id")
    return None


def _compare(earlier: Path, later: Path, sql: str) -> Change:
    """The rows of a query that differ in two releases; `before` is what was compared in the earlier one."""
    import polars as pl

    from pipelines.warehouse.query import query

    old, new = query(earlier, sql).unique("key"), query(later, sql).unique("key")
    both = new.join(old.select("key", before="compared"), on="key").filter(pl.col("compared") != pl.col("before"))
    order = ["period_code", "what"]
    if both.schema["compared"].is_numeric():  # the largest changes first
        size = (pl.col("compared") - pl.col("before")).abs()
        both = both.sort("period_code", size, "what", descending=[True, True, False])
    else:
        both = both.sort(order, descending=[True, False])
    return Change(
        both,
        new.join(old, on="key", how="anti").sort(order, descending=[True, False]),
        old.join(new, on="key", how="anti").sort(order, descending=[True, False]),
    )


def _print_part(screen: Screen, part: str, change: Change, is_whole: bool) -> None:
    """Print the lines of one part; what is new among figures and places is a number, unless the whole is asked for."""
    listed = {"changed": change.changed}
    if is_whole or part in ("held", "questions", "targets"):
        listed |= {"new": change.new, "gone": change.gone}
    for kind, rows in listed.items():
        if rows.is_empty():
            continue
        screen.print_message(f"changes_list_{kind}", part=screen.text(f"changes_{part}"), n=rows.height)
        for row in rows.head(rows.height if is_whole else NAMED).iter_rows(named=True):
            values = [_value(screen, part, row[name]) for name in ("before", "compared") if name in row]
            text = (
                " → ".join(values)
                if kind == "changed"
                else values[-1]
                if part in ("figures", "targets", "places")
                else ""
            )
            screen.print_text(f"  {row['what']}, {row['period_code']}" + (f": {text}" if text else ""))
        if not is_whole and rows.height > NAMED:
            screen.print_message("changes_more", n=rows.height - NAMED)


def _value(screen: Screen, part: str, value: float | str) -> str:
    """What was compared, as people write it."""
    if part == "targets":
        return screen.label(PROGRESS_CLASS, str(value))
    return printed_number(round(float(value), 3), screen.lang)
