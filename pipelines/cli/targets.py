"""The verbs about promises: targets, conflicts, tasks of the current release; bind and settle, the decisions on them.

Here: what is asked and how it is laid out. Not here: wording (target_words.py), what a decision may say
(quality/target_decisions.py), the findings themselves (the release).
"""

from __future__ import annotations

from typing import Any

import click

from pipelines.cli.app import Desk, cli, verb
from pipelines.cli.target_words import WORDS
from pipelines.codebook.text import sort_key

Row = dict[str, Any]
METHODS = ("linear", "cagr", "logit", "trend")
TARGETS = """
select t.*, p.value, p.period_code, p.obs_status, p.n_areas, p.n_areas_expected, p.is_lower_bound, p.progress_class,
    p.base_value, p.base_kind, p.base_year, p.base_month, p.known_vi, p.required_step,
    p.linear_ratio, p.cagr_ratio, p.logit_ratio, p.trend_ratio
from target as t
left join target_progress as p on p.target_id = t.target_id and (p.is_latest or p.value is null)
where t.home_area_id = $area
order by t.target_id, p.source_code
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
@verb
def targets(desk: Desk) -> None:
    """Mục tiêu trong các văn bản, từng dòng gốc, hiện đang ở đâu."""
    release, rows = _ask(desk, TARGETS)
    n_data = len({row["target_id"] for row in rows if row["value"] is not None})
    n = len({row["target_id"] for row in rows})
    _say(desk, "targets_title", province=desk.places.province, release=release, n=n, n_data=n_data)
    for file in dict.fromkeys(row["document_file"] for row in rows):
        own = [row for row in rows if row["document_file"] == file]
        bindings = {row["binding"] for row in own}
        _document(desk, own, bindings)
        for row in own:
            _target(desk, row, len(bindings) > 1)


def _document(desk: Desk, own: list[Row], bindings: set[str]) -> None:
    """The heading of a document: its name, whether it is a draft, whether it binds where that is one answer."""
    first, n = own[0], len({row["target_id"] for row in own})
    said = [_word(desk, f"binding_{first['binding']}") if len(bindings) == 1 else _word(desk, "binding_mixed")]
    if first["document_status"] == "draft":
        said.insert(0, _word(desk, "document_draft"))
    title, file = first["document_title_vi"], first["document_file"]
    _say(desk, "document_head", title=title, file=file, n=n, said="; ".join(said))


def _target(desk: Desk, row: Row, tells_binding: bool) -> None:
    named = {"id": row["target_id"], "number": row["number_vi"], "indicator": row["indicator_name_vi"]}
    _say(desk, "target_head", horizon=_horizon(desk, row), **named)
    binding = f"; {_word(desk, 'binding_' + row['binding'])}" if tells_binding else ""
    _say(desk, "quoted", quote=row["quote"], file=row["document_file"], line=row["line"], binding=binding)
    _progress(desk, row)
    if row["known_vi"]:
        _say(desk, "known", known=row["known_vi"])


def _horizon(desk: Desk, row: Row) -> str:
    first, last = row["horizon_from"], row["horizon_to"]
    if last is None:
        said = _word(desk, "no_year" if first is None else "from", first=first)
    else:
        said = _word(desk, "until" if first is None else "span", first=first, year=last)
    return _word(desk, "yearly", horizon=said) if row["accumulation"] == "per_year" else said


def _progress(desk: Desk, row: Row) -> None:
    """The latest figure with its base and paces, or which form would bring one."""
    state = _word(desk, f"class_{row['progress_class'] or 'no_data'}")
    if row["value"] is None:
        form = _word(desk, f"form_{row['form_state']}", form=row["form_code"], holder=row["holder_vi"])
        _say(desk, "no_figure", state=state, form=form)
        return
    status = "status_partial" if row["obs_status"] == "partial" else "status_whole"
    said = _word(desk, status, n=row["n_areas"], due=row["n_areas_expected"])
    if row["is_lower_bound"]:
        said += "; " + _word(desk, "lower_bound")
    based = {"base": _number(row["base_value"]), "base_kind": _word(desk, f"base_{row['base_kind']}")}
    based["since"] = f"{row['base_month']}/{row['base_year']}"
    value = {"value": _number(row["value"]), "unit": row["uom_symbol_vi"], "period": row["period_code"]}
    _say(desk, "figure", state=state, status=said, **value, **based)
    ratios = [(name, row[f"{name}_ratio"]) for name in METHODS if row[f"{name}_ratio"] is not None]
    if row["accumulation"] == "per_year" and row["linear_ratio"] is not None:
        _say(desk, "pace_year", ratio=_number(row["linear_ratio"]))
    elif ratios and row["required_step"] is not None:
        unit = _word(desk, "percent_points") if row["uom_code"] == "percent" else row["uom_symbol_vi"]
        paces = ", ".join(f"{_word(desk, f'method_{name}')} {_number(ratio)}" for name, ratio in ratios)
        _say(desk, "pace", paces=paces, step=_number(row["required_step"]), unit=unit)


@cli.command()
@verb
def conflicts(desk: Desk) -> None:
    """Mục tiêu nói cùng một việc mà khác nhau: hai trích dẫn, lý do, đề xuất."""
    release, rows = _ask(desk, CONFLICTS)
    _, ranks = _ask(desk, RANKS)
    n_open = sum(row["state"] == "open" for row in rows)
    _say(desk, "conflicts_title", province=desk.places.province, release=release, n=len(rows), n_open=n_open)
    for row in rows:
        state = _word(desk, f"state_{row['state']}", target=row["working_target_id"])
        kind = _word(desk, f"kind_{row['finding_kind']}")
        _say(desk, "conflict_head", id=row["conflict_id"], kind=kind, topic=row["topic_vi"], state=state)
        for side in ("a", "b"):
            if row[f"target_{side}"]:
                where = {"file": row[f"document_{side}"], "line": row[f"line_{side}"]}
                told = {"number": row[f"number_{side}"], "quote": row[f"quote_{side}"]}
                _say(desk, "conflict_side", id=row[f"target_{side}"], **told, **where)
        _say(desk, "conflict_why", text=row["explanation_vi"])
        for rank in ranks:
            if (rank["target_a"], rank["target_b"]) == (row["target_a"], row["target_b"]):
                asks = _word(desk, f"asks_{rank['asks_more']}")
                _say(
                    desk,
                    "conflict_rank",
                    way=_word(desk, f"way_{rank['way']}"),
                    a=_span(rank, "a"),
                    b=_span(rank, "b"),
                    asks=asks,
                )
        _say(desk, "conflict_proposal", text=row["proposal_vi"])


@cli.command()
@verb
def tasks(desk: Desk) -> None:
    """Nhiệm vụ theo cơ quan chủ trì: cơ quan phối hợp, thời gian, tình trạng, quá hạn, chưa báo cáo."""
    release, named = _ask(desk, TASKS)
    rows = [row for row in named if row["role"] != "cooperating"]
    once = {row["task_id"]: row for row in rows}.values()
    counts = {f"n_{name}": sum(bool(row[f"is_{name}"]) for row in once) for name in ("due", "overdue", "silent")}
    _say(desk, "tasks_title", province=desk.places.province, release=release, n=len(once), **counts)
    if not once:
        _say(desk, "tasks_none")
    for agency in sorted({row["agency_name_vi"] for row in rows}, key=sort_key):
        own = [row for row in rows if row["agency_name_vi"] == agency]
        _say(desk, "task_agency", agency=agency, n=len(own))
        for row in own:
            state = _word(desk, f"task_{row['status']}")
            told = {"id": row["task_id"], "no": row["task_no"], "quote": row["quote"], "time": row["time_vi"]}
            _say(desk, "task_line", state=state, file=row["document_file"], line=row["line"], **told)
            for role, others in (("leads", rows), ("helps", named)):
                _others(desk, role, row, others)


def _others(desk: Desk, role: str, row: Row, named: list[Row]) -> None:
    """The other agencies that a task names, as worded: those that lead it too, those that help."""
    wanted = {"leads": ("lead", "executor"), "helps": ("cooperating",)}[role]
    ours = [one for one in named if one["task_id"] == row["task_id"] and one["role"] in wanted]
    others = [
        one for one in sorted(ours, key=lambda one: one["agency_no"]) if one["agency_name_vi"] != row["agency_name_vi"]
    ]
    if others:
        _say(desk, f"task_{role}", agencies="; ".join(one["agency_vi"] for one in others))


@cli.command()
@click.argument("outcome", type=click.Choice(["adopted", "restated", "dropped"]))
@click.option("--target", "target_id", help="Mã mục tiêu, như T004-14.")
@click.option("--document", "document_file", help="Tệp văn bản: mọi mục tiêu của nó.")
@click.option("--period", "period_code", required=True, help="Kỳ đầu tiên theo quyết định.")
@click.option("--new", "new_low", type=float, help="Con số mới (restated).")
@click.option("--new-high", "new_high", type=float, help="Mức trên mới (restated).")
@click.option("--reason", default="", help="Lý do.")
@click.option("--owner", default="", help="Người chịu trách nhiệm.")
@click.option("--expires", help="Ngày cuối còn hiệu lực, dạng 2026-12-31.")
@verb
def bind(desk: Desk, **fields: Any) -> None:
    """Quyết định mục tiêu của văn bản trước khi sắp xếp tỉnh: áp dụng, viết lại hay thôi áp dụng."""
    from pipelines.codebook.load import load
    from pipelines.ledger import Ledger
    from pipelines.quality import target_decisions

    entry = target_decisions.bind(Ledger(desk.places.ledger), load(desk.seeds), target_decisions.Binding(**fields))
    _say(desk, "decided", seq=entry.seq)


@cli.command()
@click.argument("conflict_id")
@click.argument("outcome", type=click.Choice(["accepted", "rejected"]))
@click.option("--working", "target_id", help="Mục tiêu làm việc, nếu khác đề xuất.")
@click.option("--period", "period_code", required=True, help="Kỳ đầu tiên theo quyết định.")
@click.option("--reason", default="", help="Lý do.")
@click.option("--owner", default="", help="Người chịu trách nhiệm.")
@click.option("--expires", help="Ngày cuối còn hiệu lực, dạng 2026-12-31.")
@verb
def settle(desk: Desk, **fields: Any) -> None:
    """Chấp nhận hoặc bác bỏ mục tiêu làm việc mà bàn đối chiếu đề xuất."""
    from pipelines.codebook.load import load
    from pipelines.ledger import Ledger
    from pipelines.quality import target_decisions

    settlement = target_decisions.Settlement(**fields)
    entry = target_decisions.settle(Ledger(desk.places.ledger), load(desk.seeds), settlement)
    _say(desk, "decided", seq=entry.seq)


def _ask(desk: Desk, sql: str) -> tuple[str, list[Row]]:
    """The current release's name and the answer for the province."""
    from pipelines.publication.release import current_release
    from pipelines.warehouse.query import query

    release = current_release(desk.places)
    parameters = {"area": f"p34-{desk.places.province}"} if "$area" in sql else None
    return release.release_id, query(release.folder, sql, parameters).to_dicts()


def _word(desk: Desk, code: str, **names: object) -> str:
    return WORDS[code][0 if desk.screen.lang == "vi" else 1].format(**names)


def _say(desk: Desk, code: str, **names: object) -> None:
    desk.screen.text(_word(desk, code, **names))


def _number(value: float | None) -> str:
    """A number as Vietnamese print it: points between thousands, a decimal comma, no trailing zeros."""
    if value is None:
        return "…"
    whole, _, part = f"{value:,.3f}".rstrip("0").rstrip(".").partition(".")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def _span(row: Row, side: str) -> str:
    low, high = _number(row[f"low_{side}"]), _number(row[f"high_{side}"])
    return low if low == high else f"{low}–{high}"
