"""The command `targets`: what documents aim at and where it stands, the urgent first, from the current release.

The rows are tables of the release; sentences are in words/targets.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipelines.cli.app import cli
from pipelines.cli.bilingual import option
from pipelines.cli.context import CommandContext, common_options
from pipelines.cli.names import unknown_name
from pipelines.cli.screen import Screen
from pipelines.cli.targets.target_rows import Row, figure, figure_status, horizon, number, query_release, state, step
from pipelines.vocabulary import BASE_KIND, COMMITMENT_STATE, PROGRESS_CLASS, PROGRESS_METHOD, TARGET_BINDING

METHODS = PROGRESS_METHOD.without("distance")  # those that give a pace
URGENCY = {code: place for place, code in enumerate(PROGRESS_CLASS.codes)}
TARGETS = """
select t.*, p.value, p.period_code, p.obs_status, p.n_areas, p.n_areas_expected, p.current_share, p.is_lower_bound,
    p.progress_class, p.figure_status, p.n_periods, p.base_value, p.base_kind, p.base_year, p.base_month, p.known_vi,
    p.required_step, p.linear_ratio, p.cagr_ratio, p.logit_ratio, p.trend_ratio, p.source_name_vi, p.source_name_en,
    p.beside_vi, p.beside_en, p.is_questioned
from target as t
left join target_progress as p on p.target_id = t.target_id and (p.is_latest or p.value is null)
where t.home_area_id = $area
order by t.target_id
"""
COMMITMENTS = """
select c.*, d.title_vi from commitment as c inner join policy_document as d on d.document_file = c.document_file
where c.home_area_id = $area order by c.document_file, c.line, c.commitment_id
"""


@cli.command()
@option("--target")
@option("--all", "is_all", is_flag=True)
@option("--commitments", is_flag=True)
@common_options
def targets(context: CommandContext, target: str | None, is_all: bool, commitments: bool) -> None:
    """Print one line a target, the urgent first; one target or all of them in full; or the commitments."""
    if commitments:
        _print_commitments(context)
        return
    release, rows = query_release(context, TARGETS)
    if target:
        _print_named(context.screen, rows, target)
        return
    n_data = sum(row["value"] is not None for row in rows)
    title = {"province": context.places.province, "release": release, "n": len(rows), "n_data": n_data}
    context.screen.print_message("targets_title", **title)
    if not is_all:
        _print_overview(context.screen, rows)
        return
    for of_document in _by_document(rows):
        bindings = {row["binding"] for row in of_document}
        _print_document(context.screen, of_document, bindings)
        for row in of_document:
            _print_target(context.screen, row, len(bindings) > 1)


def _print_overview(screen: Screen, rows: list[Row]) -> None:
    """Print the number of targets of each class, and one line a target, the urgent and the binding ones first.

    Then which targets nobody has adopted since the merger, and which have other figures beside their headline.
    """
    rows = sorted(
        rows, key=lambda row: (URGENCY[row["progress_class"]], row["binding"] == "undecided", row["target_id"])
    )
    counted = Counter(row["progress_class"] for row in rows)
    classes = "; ".join(f"{screen.label(PROGRESS_CLASS, code)} {n}" for code, n in counted.items())
    screen.print_message("targets_classes", classes=classes)
    heads = ["head_class", "head_code", "head_goal", "head_year", "head_value", "head_period", "head_indicator"]
    screen.print_table(heads, (_line(screen, row) for row in rows), one_line=True)
    undecided = sorted({row["document_file"] for row in rows if row["binding"] == "undecided"})
    if undecided:
        n = sum(row["binding"] == "undecided" for row in rows)
        screen.print_message("targets_undecided", n=n, files=", ".join(undecided))
    beside = sorted(row["target_id"] for row in rows if row["beside_vi"])
    if beside:
        screen.print_message("targets_beside", targets=", ".join(beside))
    screen.print_message("targets_more")


def _line(screen: Screen, row: Row) -> tuple[object, ...]:
    """One target as a row of the overview: class, id, number, last year, figure, its period, indicator."""
    year = screen.text("target_each_year") if row["accumulation"] == "per_year" else row["horizon_to"]
    value = period = None
    if row["value"] is not None:
        asked = f" ({screen.text('target_asked')})" if row["is_questioned"] else ""
        value, period = figure(row, row["value"]) + asked, row["period_code"]
    name = row[f"indicator_name_{screen.lang}"]
    return state(screen, row), row["target_id"], row["number_vi"], year, value, period, name


def _print_named(screen: Screen, rows: list[Row], target: str) -> None:
    """Print one target in full. Raises UnknownNameError with the ids of the province's targets."""
    named = [row for row in rows if row["target_id"].lower() == target.strip().lower()]
    if not named:
        raise unknown_name("target_unknown", text=target, choices=", ".join(row["target_id"] for row in rows) or "–")
    for row in named:
        _print_document(screen, named, {row["binding"]})
        _print_target(screen, row, has_binding=False)


def _by_document(rows: list[Row]) -> Iterable[list[Row]]:
    """The rows of each document, documents in the order of their first row."""
    for file in dict.fromkeys(row["document_file"] for row in rows):
        yield [row for row in rows if row["document_file"] == file]


def _print_commitments(context: CommandContext) -> None:
    """Print the commitments without a number, by document, each with its line, its owner and its state."""
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
            owner = row["owner_vi"] or screen.text("commitment_no_owner")
            time = row["time_vi"] or screen.text("commitment_no_time")
            period = f" ({row['state_period_code']})" if row["state_period_code"] else ""
            status = screen.label(COMMITMENT_STATE, row["state"]) + period
            screen.print_message("commitment_owner", owner=owner, time=time, state=status)


def _print_document(screen: Screen, rows: list[Row], bindings: set[str]) -> None:
    """Print the heading of a document: its name, whether it is a draft, whether it binds the province of today."""
    first = rows[0]
    is_single = len(bindings) == 1
    status = [screen.label(TARGET_BINDING, first["binding"]) if is_single else screen.text("binding_mixed")]
    if first["document_status"] == "draft":
        status.insert(0, screen.text("document_draft"))
    title, file = first["document_title_vi"], first["document_file"]
    screen.print_message("document_head", title=title, file=file, n=len(rows), status="; ".join(status))


def _print_target(screen: Screen, row: Row, has_binding: bool) -> None:
    """Print one target with its quote and progress; with `has_binding` whether it binds."""
    lang = screen.lang
    named = {"id": row["target_id"], "number": row["number_vi"], "indicator": row[f"indicator_name_{lang}"]}
    screen.print_message("target_head", horizon=horizon(screen, row), **named)
    binding = f"; {screen.label(TARGET_BINDING, row['binding'])}" if has_binding else ""
    quoted = {"quote": row["quote"], "file": row["document_file"], "line": row["line"], "binding": binding}
    screen.print_message("target_quoted", **quoted)
    _print_progress(screen, row)
    if row["choice_vi"] and row["value"] is not None:
        screen.print_message("target_choice", source=row[f"source_name_{lang}"], reason=row[f"choice_{lang}"])
    for code, text in (("target_beside", row[f"beside_{lang}"]), ("target_known", row["known_vi"])):
        if text:
            screen.print_message(code, known=text)


def _print_progress(screen: Screen, row: Row) -> None:
    """Print the latest figure with its base and paces, or which form would bring a figure."""
    if row["value"] is None:
        form = "; " + screen.text(f"form_{row['form_state']}", form=row["form_code"], holder=row["holder_vi"])
        # no form brings a figure of years that have passed
        form = "" if row["progress_class"] == "unmeasured" else form
        screen.print_message("target_no_figure", state=state(screen, row), form=form)
        return
    based = {"base": figure(row, row["base_value"]), "base_kind": screen.label(BASE_KIND, row["base_kind"])}
    based["since"] = f"{row['base_month']}/{row['base_year']}"
    words = "target_rank" if row["uom_code"] == "rank" else "target_value"
    value = screen.text(words, value=figure(row, row["value"]), unit=row["uom_symbol_vi"])
    status = {"state": state(screen, row), "status": figure_status(screen, row)}
    screen.print_message("target_figure", value=value, period=row["period_code"], **status, **based)
    _print_pace(screen, row)


def _print_pace(screen: Screen, row: Row) -> None:
    """Print the paces made over those needed and the yearly step; of a yearly goal what of it is reached."""
    ratios = [(name, round(row[f"{name}_ratio"], 2)) for name in METHODS if row[f"{name}_ratio"] is not None]
    if row["accumulation"] == "per_year" and row["linear_ratio"] is not None:
        screen.print_message("target_pace_year", ratio=number(round(row["linear_ratio"], 2)))
    elif ratios and row["required_step"] is not None:
        unit = screen.text("target_percent_points") if row["uom_code"] == "percent" else row["uom_symbol_vi"]
        paces = ", ".join(f"{screen.label(PROGRESS_METHOD, name)} {number(ratio)}" for name, ratio in ratios)
        code = "target_pace" if row["required_step"] > 0 else "target_pace_down"
        screen.print_message(code, paces=paces, step=step(row), unit=unit)
