"""The command `index changes`: what moved scores and ranks between the last two editions of an index."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.bilingual import Command, option
from pipelines.cli.context import FOLDER, CommandContext, common_options
from pipelines.cli.screen import Screen

if TYPE_CHECKING:
    import polars as pl

    from pipelines.indices.changes.pair import Pair


@click.command("changes", cls=Command)
@option("--index", "code", required=True)
@option("--unit", "units", multiple=True)
@option("--release", "release_id")
@option("--before", "before_id")
@option("--out", type=FOLDER)
@common_options
def changes(
    context: CommandContext, code: str, units: tuple[str, ...], out: Path | None, **options: str | None
) -> None:
    """Print the change of each area by cause; of named areas each cause and a paragraph too."""
    from pipelines.indices.changes.tables import CHANGE_CAUSES, change_frame

    screen = context.screen
    pair, periods = _pair(context, code, options["release_id"], options["before_id"])
    rows = change_frame(pair, _named(pair, units) or None)
    if units:
        _print_areas(screen, pair, rows, periods)
    else:
        _print_all(screen, rows)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        path = out / f"{CHANGE_CAUSES.name}.csv"
        rows.write_csv(path)
        screen.print_text(f"{path}\t{rows.height}")


def _pair(
    context: CommandContext, code: str, release_id: str | None, before_id: str | None
) -> tuple[Pair, dict[str, str]]:
    """Return the last two editions of an index, and the names of periods. Raises ChisoError without two."""
    import polars as pl

    from pipelines.files.analysis import codebook_of
    from pipelines.indices.changes.editions import pair_of
    from pipelines.indices.errors import ChangeError
    from pipelines.indices.scoring.release import find_run, read_release
    from pipelines.publication.release.current import find_release, simulated_in
    from pipelines.warehouse.query import query

    release = find_release(context.places, release_id)
    context.screen.print_notice(simulated_in(release))
    tables = codebook_of(context.places, release)
    fields = tables["index_fields"].filter(pl.col("index_code") == code.upper())
    if fields.height and fields["is_official"].all():
        raise ChangeError(ChangeError.OFFICIAL, code=code.upper())
    key = find_run(release, code)
    published = None
    if before_id is not None:
        before = find_release(context.places, before_id)
        published = read_release(before, codebook_of(context.places, before), find_run(before, code))
    pair = pair_of(release, tables, read_release(release, tables, key), published)
    if pair is None:
        raise ChangeError(ChangeError.ALONE, code=key.index_code, release_id=release.name)
    names = query(release, "select period_code, name_vi, name_en from period")
    name = "name_vi" if context.screen.lang == "vi" else "name_en"
    return pair, dict(names.select("period_code", name).iter_rows())


def _named(pair: Pair, units: Sequence[str]) -> list[str]:
    """Return the codes of areas that are stated by code or name. Raises ChangeError for one of neither edition."""
    from pipelines.indices.errors import ChangeError

    by_name = {name.casefold(): unit for unit in pair.both for name in (unit, *pair.new.names.get(unit, ()))}
    for unit in units:
        if unit.strip().casefold() not in by_name:
            raise ChangeError(ChangeError.NO_UNIT, unit=unit)
    return [by_name[unit.strip().casefold()] for unit in units]


def _print_all(screen: Screen, rows: pl.DataFrame) -> None:
    """Print one line for each area: score and rank before and now, and the part of each cause."""
    from pipelines.indices.changes.pair import CAUSES
    from pipelines.indices.changes.sentences import cause_words, number

    found = set(rows["cause"].to_list())
    causes = [cause for cause in CAUSES if cause in found]
    heads = ["head_area", "head_score_before", "head_score_now", "head_rank_before", "head_rank_now"]
    lines: list[list[Any]] = []
    for part in rows.partition_by("area_id", maintain_order=True):
        row = part.row(0, named=True)
        of = dict(part.select("cause", "score_change").iter_rows())
        scores = [None if row[end] is None else number(row[end], screen.lang) for end in ("from_score", "to_score")]
        parts = [None if of.get(cause) is None else number(of[cause], screen.lang, signed=True) for cause in causes]
        lines.append([row["area_name_vi"], *scores, row["from_rank"], row["to_rank"], *parts])
    screen.print_table([*heads, *(cause_words(cause, screen.lang) for cause in causes)], lines)


def _print_areas(screen: Screen, pair: Pair, rows: pl.DataFrame, periods: dict[str, str]) -> None:
    """Print for each area its causes, of scores and ranks, and the paragraph."""
    from pipelines.indices.changes.sentences import Names, cause_words, number, paragraph

    root = pair.new.root.node_code
    index = pair.new.names.get(root, (root, root))[0 if screen.lang == "vi" else 1]
    names = Names(index, periods[pair.old.key.period_code], periods[pair.new.key.period_code])
    for part in rows.partition_by("area_id", maintain_order=True):
        found = part.to_dicts()
        lines = [
            (
                cause_words(row["cause"], screen.lang),
                number(row["score_change"], screen.lang, signed=True),
                number(row["rank_change"], screen.lang, signed=True),
            )
            for row in found
            if row["cause"] is not None
        ]
        screen.print_table(("head_cause", "head_score_change", "head_rank_change"), lines)
        screen.print_text(paragraph(found, names, screen.lang))
