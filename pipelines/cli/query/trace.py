"""The command `trace`: a published figure, its cells, the rules that it violates and the decisions about it.

What it means comes first (story.py), then the main columns; with --ids every column. The search is in
warehouse/trace.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.cli.app import cli
from pipelines.cli.bilingual import argument, option
from pipelines.cli.context import CommandContext, common_options
from pipelines.cli.names import find_area, find_indicator
from pipelines.cli.query.query import print_frame
from pipelines.cli.query.story import Key, story
from pipelines.vocabulary import SEVERITY, VIOLATION_OUTCOME

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.warehouse.trace import Trace

CODES = "select indicator_code as code from indicator_value union select node_code from index_score"
AREAS = """
select area_id, code, name_vi, kind_vi, valid_to from area where area_id in (
    select area_id from indicator_value where indicator_code = $code
    union select area_id from index_score where node_code = $code
)
"""
CELL_COLUMNS = ("slice_id", "original_name", "sheet", "address", "raw_text", "form_code", "form_version")
MAX_CELLS = 20  # a total of a province stands on hundreds


@cli.command()
@argument("indicator")
@argument("area")
@argument("period")
@option("--ids", "has_ids", is_flag=True)
@common_options
def trace(context: CommandContext, indicator: str, area: str, period: str, has_ids: bool) -> None:
    """Print what stands behind the figure of an indicator, or the score of an index node."""
    from pipelines.publication.release.current import current_release
    from pipelines.warehouse.trace import trace as trace_figure

    release = current_release(context.places)
    context.screen.print_notice(release.simulated)
    indicator = _find_indicator(context, release.folder, indicator)
    area_id = _find_area(release.folder, indicator, area)
    found = trace_figure(release.folder, indicator, area_id, period)
    key = Key(indicator, area_id, found.period)
    for sentence in story(release.folder, key, context.screen):
        context.screen.print_text(sentence)
    context.screen.print_message("trace_title", release_id=release.release_id)
    if has_ids:
        _print_whole(context, found)
    else:
        _print_short(context, found)


def _print_whole(context: CommandContext, found: Trace) -> None:
    """Print every column of every part, for another program."""
    print_frame(context, found.figures)
    context.screen.print_message("trace_cells" if found.cells.height else "trace_none", n=found.cells.height)
    for code, frame in (
        ("", found.cells),
        ("trace_violations", found.violations),
        ("trace_decisions", found.decisions),
    ):
        if frame.height:
            if code:
                context.screen.print_message(code)
            print_frame(context, frame)


def _print_short(context: CommandContext, found: Trace) -> None:
    """Print the columns that a person looks for: value, file and cell, violated rules, decisions."""
    screen = context.screen
    figures = [
        (row["slice_id"].split("|")[1], screen.text(f"slice_{row['state']}"), row["value"], row["shown_period_code"])
        for row in found.figures.iter_rows(named=True)
    ]
    screen.print_table(("head_indicator", "head_state", "head_value", "head_shown"), figures)
    screen.print_message("trace_cells" if found.cells.height else "trace_none", n=found.cells.height)
    cells = [
        (slice_id.split("|")[1], name, f"{sheet}!{address}", text, f"{form}/{version}")
        for slice_id, name, sheet, address, text, form, version in found.cells.select(CELL_COLUMNS)
        .unique()
        .sort(CELL_COLUMNS)
        .rows()
    ]
    if cells:
        heads = ("head_indicator", "head_file", "head_cell", "head_text", "head_form")
        screen.print_table(heads, cells[:MAX_CELLS])
    if len(cells) > MAX_CELLS:
        screen.print_message("trace_more", n=len(cells) - MAX_CELLS)
    columns = ("rule_code", "severity", "outcome", f"message_{screen.lang}")
    violations = [
        (rule, screen.label(SEVERITY, severity), screen.label(VIOLATION_OUTCOME, outcome), message)
        for rule, severity, outcome, message in found.violations.select(columns).rows()
        if outcome == "fail"  # an undecided rule says nothing of the figure
    ]
    if violations:
        screen.print_message("trace_violations")
        screen.print_table(("head_rule", "head_severity", "head_outcome", "head_message"), violations)
    if found.decisions.height:
        screen.print_message("trace_decisions")
        print_frame(context, found.decisions)


def _find_indicator(context: CommandContext, folder: Path, text: str) -> str:
    """The code of the release's indicator or index node that `text` names by code, or by its name in the codebook."""
    import polars as pl

    from pipelines.codebook.load import load
    from pipelines.warehouse.query import query

    codes = query(folder, CODES).select(pl.col("code").cast(pl.String())).sort("code")
    if text in codes["code"].to_list():
        return text
    tables = load(context.seeds).tables
    names = pl.concat(
        [
            tables["indicators"].select("name_vi", "name_en", code="indicator_code"),
            tables["index_nodes"].select("name_vi", "name_en", code="node_code"),
        ]
    ).unique("code", keep="first", maintain_order=True)
    return find_indicator(codes.join(names, on="code", how="left", maintain_order="left"), text)


def _find_area(folder: Path, indicator: str, text: str) -> str:
    """The area that `text` names among those for which the release has this indicator or index node."""
    from pipelines.warehouse.query import query

    return find_area(query(folder, AREAS, {"code": indicator}), text)
