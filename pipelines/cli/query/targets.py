"""The commands `targets`, `conflicts` and `tasks`: what documents promise, from the current release.

The findings are tables of the release; sentences are in words/targets.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import CommandContext, common_options
from pipelines.cli.query.target_rows import Row, number, query_release
from pipelines.cli.screen import Screen
from pipelines.codebook.text import sort_key
from pipelines.vocabulary import (
    ASKS_MORE,
    BASE_KIND,
    FINDING_KIND,
    PROGRESS_CLASS,
    PROGRESS_METHOD,
    RANK_WAY,
    TARGET_BINDING,
    TASK_STATUS,
)

METHODS = PROGRESS_METHOD.without("distance")  # those that give a pace
ROLES = {"leads": ("lead", "executor"), "helps": ("cooperating",)}
TARGETS = """
select t.*, p.value, p.period_code, p.obs_status, p.n_areas, p.n_areas_expected, p.current_share, p.is_lower_bound,
    p.progress_class, p.figure_status, p.n_periods, p.base_value, p.base_kind, p.base_year, p.base_month, p.known_vi,
    p.required_step, p.linear_ratio, p.cagr_ratio, p.logit_ratio, p.trend_ratio
from target as t
left join target_progress as p on p.target_id = t.target_id and (p.is_latest or p.value is null)
where t.home_area_id = $area
order by t.target_id, p.source_code
"""
COMMITMENTS = """
select c.*, d.title_vi from commitment as c inner join policy_document as d on d.document_file = c.document_file
where c.home_area_id = $area order by c.document_file, c.line, c.commitment_id
"""
CONFLICTS = """
select * from target_conflict where area_id = $area order by target_b is null, finding_kind, conflict_id
"""
RANKS = "select * from rank_equivalence order by way"
TASKS = """
select t.*, a.role, a.agency_no, a.agency_vi, a.agency_name_vi
from task_agency as a inner join task_status as t on t.task_id = a.task_id
where t.home_area_id = $area order by t.document_file, t.line, a.agency_no
"""


@cli.command()
@option("--commitments", is_flag=True)
@common_options
def targets(context: CommandContext, commitments: bool) -> None:
    """Print the targets by document with their progress, or the commitments without a number."""
    if commitments:
        _print_commitments(context)
        return
    release, rows = query_release(context, TARGETS)
    n_data = len({row["target_id"] for row in rows if row["value"] is not None})
    title = {"province": context.places.province, "release": release, "n": _n_targets(rows), "n_data": n_data}
    context.screen.print_message("targets_title", **title)
    for of_document in _by_document(rows):
        bindings = {row["binding"] for row in of_document}
        _print_document(context.screen, of_document, bindings)
        for former, row in zip([None, *of_document], of_document, strict=False):
            if former and former["target_id"] == row["target_id"]:  # another source of the same target
                _print_progress(context.screen, row)
            else:
                _print_target(context.screen, row, len(bindings) > 1)


def _by_document(rows: list[Row]) -> Iterable[list[Row]]:
    """The rows of each document, documents in the order of their first row."""
    for file in dict.fromkeys(row["document_file"] for row in rows):
        yield [row for row in rows if row["document_file"] == file]


def _n_targets(rows: list[Row]) -> int:
    """The number of targets; a target has a row for each source."""
    return len({row["target_id"] for row in rows})


def _print_commitments(context: CommandContext) -> None:
    """Print the commitments without a number, by document, each with its line."""
    screen = context.screen
    release, rows = query_release(context, COMMITMENTS)
    screen.print_message("commitments_title", province=context.places.province, release=release, n=len(rows))
    for of_document in _by_document(rows):
        title, file = of_document[0]["title_vi"], of_document[0]["document_file"]
        screen.print_message("commitments_head", title=title, file=file, n=len(of_document))
        for row in of_document:
            until = f", {screen.text('target_until', year=row['horizon_to'])}" if row["horizon_to"] else ""
            kind = screen.text(f"promise_{row['kind']}")
            named = {"id": row["commitment_id"], "kind": kind, "until": until, "quote": row["quote"]}
            screen.print_message("commitment_line", file=file, line=row["line"], **named)


def _print_document(screen: Screen, rows: list[Row], bindings: set[str]) -> None:
    """Print the heading of a document: its name, whether it is a draft, whether it binds the province of today."""
    first = rows[0]
    is_single = len(bindings) == 1
    status = [screen.label(TARGET_BINDING, first["binding"]) if is_single else screen.text("binding_mixed")]
    if first["document_status"] == "draft":
        status.insert(0, screen.text("document_draft"))
    title, file = first["document_title_vi"], first["document_file"]
    screen.print_message("document_head", title=title, file=file, n=_n_targets(rows), status="; ".join(status))


def _print_target(screen: Screen, row: Row, has_binding: bool) -> None:
    """Print one target with its quote and progress; with `has_binding` whether it binds."""
    named = {"id": row["target_id"], "number": row["number_vi"], "indicator": row["indicator_name_vi"]}
    screen.print_message("target_head", horizon=_horizon(screen, row), **named)
    binding = f"; {screen.label(TARGET_BINDING, row['binding'])}" if has_binding else ""
    quoted = {"quote": row["quote"], "file": row["document_file"], "line": row["line"], "binding": binding}
    screen.print_message("target_quoted", **quoted)
    _print_progress(screen, row)
    if row["known_vi"]:
        screen.print_message("target_known", known=row["known_vi"])


def _horizon(screen: Screen, row: Row) -> str:
    """The years for which a target is set, in words."""
    first, last = row["horizon_from"], row["horizon_to"]
    if last is None:
        years = screen.text("target_no_year" if first is None else "target_from", first=first)
    else:
        years = screen.text("target_until" if first is None else "target_span", first=first, year=last)
    return screen.text("target_yearly", horizon=years) if row["accumulation"] == "per_year" else years


def _print_progress(screen: Screen, row: Row) -> None:
    """Print the latest figure with its base and paces, or which form would bring a figure."""
    state = _state(screen, row)
    if row["value"] is None:
        form = "; " + screen.text(f"form_{row['form_state']}", form=row["form_code"], holder=row["holder_vi"])
        # no form brings a figure of years that have passed
        form = "" if row["progress_class"] == "unmeasured" else form
        screen.print_message("target_no_figure", state=state, form=form)
        return
    status = _figure_status(screen, row)
    based = {"base": number(row["base_value"]), "base_kind": screen.label(BASE_KIND, row["base_kind"])}
    based["since"] = f"{row['base_month']}/{row['base_year']}"
    words = "target_rank" if row["uom_code"] == "rank" else "target_value"
    value = screen.text(words, value=number(row["value"]), unit=row["uom_symbol_vi"])
    screen.print_message("target_figure", state=state, status=status, value=value, period=row["period_code"], **based)
    ratios = [(name, row[f"{name}_ratio"]) for name in METHODS if row[f"{name}_ratio"] is not None]
    if row["accumulation"] == "per_year" and row["linear_ratio"] is not None:
        screen.print_message("target_pace_year", ratio=number(row["linear_ratio"]))
    elif ratios and row["required_step"] is not None:
        unit = screen.text("target_percent_points") if row["uom_code"] == "percent" else row["uom_symbol_vi"]
        paces = ", ".join(f"{screen.label(PROGRESS_METHOD, name)} {number(ratio)}" for name, ratio in ratios)
        code = "target_pace" if row["required_step"] > 0 else "target_pace_down"
        screen.print_message(code, paces=paces, step=number(abs(row["required_step"])), unit=unit)


def _state(screen: Screen, row: Row) -> str:
    """The class in words: a level that is reached with the year it was set for, and where it rests on one period."""
    state = screen.label(PROGRESS_CLASS, row["progress_class"] or "no_data")
    if row["progress_class"] not in ("met", "fully_met", "maintained"):
        return state
    has_year = row["horizon_to"] and row["accumulation"] != "per_year"  # a yearly goal is met in the figure's own year
    year = f" {screen.text('target_level_of', year=row['horizon_to'])}" if has_year else ""
    return state + year + (f", {screen.text('target_one_period')}" if row["n_periods"] == 1 else "")


def _figure_status(screen: Screen, row: Row) -> str:
    """How complete and how final a figure is, in words."""
    code = "target_status_partial" if row["obs_status"] == "partial" else "target_status_whole"
    status = screen.text(code, n=row["n_areas"], due=row["n_areas_expected"])
    if row["current_share"] is not None and row["current_share"] < 1:
        status += ", " + screen.text("target_status_share", share=number(round(100 * row["current_share"], 1)))
    if row["figure_status"]:
        status += ", " + screen.text(f"figure_{row['figure_status']}")
    return status + ("; " + screen.text("target_lower_bound") if row["is_lower_bound"] else "")


@cli.command()
@common_options
def conflicts(context: CommandContext) -> None:
    """Print the targets about one thing that differ, with both quotes, the reason and the proposal."""
    release, rows = query_release(context, CONFLICTS)
    _, ranks = query_release(context, RANKS)
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


@cli.command()
@common_options
def tasks(context: CommandContext) -> None:
    """Print the tasks by leading agency, with supporting agencies, time and status."""
    screen = context.screen
    release, named = query_release(context, TASKS)
    rows = [row for row in named if row["role"] != "cooperating"]
    by_id = {row["task_id"]: row for row in rows}.values()
    counts = {f"n_{name}": sum(bool(row[f"is_{name}"]) for row in by_id) for name in ("due", "overdue", "silent")}
    screen.print_message("tasks_title", province=context.places.province, release=release, n=len(by_id), **counts)
    if not by_id:
        screen.print_message("tasks_none")
    for agency in sorted({row["agency_name_vi"] for row in rows}, key=sort_key):
        of_agency = [row for row in rows if row["agency_name_vi"] == agency]
        screen.print_message("task_agency", agency=agency, n=len(of_agency))
        for row in of_agency:
            state = screen.label(TASK_STATUS, row["status"])
            task = {"id": row["task_id"], "no": row["task_no"], "text": row["text_vi"], "time": row["time_vi"]}
            screen.print_message("task_line", state=state, file=row["document_file"], line=row["line"], **task)
            _print_others(screen, "leads", row, rows)
            _print_others(screen, "helps", row, named)


def _print_others(screen: Screen, role: str, row: Row, named: list[Row]) -> None:
    """Print the other agencies that a task names in this role, as worded there."""
    of_task = [other for other in named if other["task_id"] == row["task_id"] and other["role"] in ROLES[role]]
    others = [
        other["agency_vi"]
        for other in sorted(of_task, key=lambda other: other["agency_no"])
        if other["agency_name_vi"] != row["agency_name_vi"]
    ]
    if others:
        screen.print_message(f"task_{role}", agencies="; ".join(others))


def _span(row: Row, side: str) -> str:
    """The range of a rank's equivalents, as one number where both ends are equal."""
    low, high = number(row[f"low_{side}"]), number(row[f"high_{side}"])
    return low if low == high else f"{low}–{high}"
