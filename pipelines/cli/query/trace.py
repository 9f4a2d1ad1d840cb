"""The verb `trace`: a published number, the cells behind it, the rules that spoke and the decisions taken.

Here: the answer's layout, short at a terminal, every column in a pipe. Not here: the walk (warehouse/trace.py).
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from pipelines.cli.app import Desk, cli, verb
from pipelines.cli.names import NameFault, find_area
from pipelines.cli.query.query import show

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.warehouse.trace import Trace

THINGS = "select indicator_code as code from indicator_value union select node_code from index_score"
AREAS = """
select area_id, code, name_vi, kind_vi, valid_to from area where area_id in (
    select area_id from indicator_value where indicator_code = $thing
    union select area_id from index_score where node_code = $thing
)
"""
HASH = 12  # of 64 digits: enough to find the blob by eye


@cli.command()
@click.argument("indicator")
@click.argument("area")
@click.argument("period")
@verb
def trace(desk: Desk, indicator: str, area: str, period: str) -> None:
    """Từ một số đã công bố về các ô gốc: tệp, trang, ô, nội dung; quy tắc và quyết định liên quan.

    AREA là mã hoặc tên địa bàn; PERIOD như 2026-10; năm 2014 không có trong lịch hành chính được hiểu là S2014.
    """
    from pipelines.publication.release.release import current_release
    from pipelines.warehouse.trace import trace as walk

    release = current_release(desk.places)
    area_id = _area_of(desk, release.folder, indicator, area)
    found = walk(release.folder, indicator, area_id, period)
    title = {"indicator": indicator, "area": area_id, "period": period, "release_id": release.release_id}
    desk.screen.say("trace_title", **title)
    if desk.screen.is_watched:
        _short(desk, found)
    else:
        _whole(desk, found)


def _whole(desk: Desk, found: Trace) -> None:
    """Every column of every part, for another program."""
    show(desk, found.figures)
    desk.screen.say("trace_cells" if found.cells.height else "trace_none", n=found.cells.height)
    for code, frame in (
        ("", found.cells),
        ("trace_violations", found.violations),
        ("trace_decisions", found.decisions),
    ):
        if frame.height:
            if code:
                desk.screen.say(code)
            show(desk, frame)


def _short(desk: Desk, found: Trace) -> None:
    """What a person looks for: which figure, which cell of which file says what, who objected, who decided."""
    screen = desk.screen
    figures = [
        (row["slice_id"].split("|")[1], screen.word(f"slice_{row['state']}"), row["value"], row["shown_period_code"])
        for row in found.figures.iter_rows(named=True)
    ]
    screen.table(("head_indicator", "head_state", "head_value", "head_shown"), figures)
    screen.say("trace_cells" if found.cells.height else "trace_none", n=found.cells.height)
    columns = ("original_name", "sheet", "address", "raw_text", "form_code", "form_version", "sha256")
    cells = [
        (name, f"{sheet}!{address}", text, f"{form}/{version}", sha256[:HASH])
        for name, sheet, address, text, form, version, sha256 in found.cells.select(columns)
        .unique()
        .sort(columns)
        .rows()
    ]
    if cells:
        screen.table(("head_file", "head_cell", "head_text", "head_form", "head_hash"), cells)
    if found.violations.height:
        screen.say("trace_violations")
        said = [
            (rule, screen.word(f"value_{severity}"), screen.word(f"value_{outcome}"), message)
            for rule, severity, outcome, message in found.violations.select(
                "rule_code", "severity", "outcome", f"message_{screen.lang}"
            ).rows()
        ]
        screen.table(("head_rule", "head_severity", "head_outcome", "head_message"), said)
    if found.decisions.height:
        screen.say("trace_decisions")
        show(desk, found.decisions)


def _area_of(desk: Desk, folder: Path, indicator: str, text: str) -> str:
    """The area meant by `text` among those that have this indicator or index node in the release."""
    from pipelines.warehouse.query import query as ask

    codes = [str(code) for code in ask(folder, THINGS)["code"].to_list()]
    if indicator not in codes:
        choices = ", ".join(get_close_matches(indicator, codes, n=5, cutoff=0.3)) or "–"
        raise NameFault(desk.screen.word("indicator_unknown", text=indicator, choices=choices))
    return find_area(ask(folder, AREAS, {"thing": indicator}), text, desk.screen)
