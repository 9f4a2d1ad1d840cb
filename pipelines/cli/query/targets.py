"""The verbs about promises: targets, the commitments beside them, conflicts and tasks of the current release.

Here: what is asked and how it is laid out. Not here: wording (targets.py), decisions (target_decisions.py), the
findings themselves (the release).
"""

from __future__ import annotations

import click

from pipelines.cli.app import Desk, cli, verb
from pipelines.cli.query.target_rows import Row, ask, number, say, word
from pipelines.codebook.text import sort_key

METHODS = ("linear", "cagr", "logit", "trend")
TARGETS = """
select t.*, p.value, p.period_code, p.obs_status, p.n_areas, p.n_areas_expected, p.is_lower_bound, p.progress_class,
    p.figure_status, p.base_value, p.base_kind, p.base_year, p.base_month, p.known_vi, p.required_step,
    p.linear_ratio, p.cagr_ratio, p.logit_ratio, p.trend_ratio
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
@click.option("--commitments", is_flag=True, help="In các cam kết không ghi con số thay cho mục tiêu.")
@verb
def targets(desk: Desk, commitments: bool) -> None:
    """Mục tiêu trong các văn bản, từng dòng gốc, hiện đang ở đâu."""
    if commitments:
        _commitments(desk)
        return
    release, rows = ask(desk, TARGETS)
    n_data = len({row["target_id"] for row in rows if row["value"] is not None})
    n = len({row["target_id"] for row in rows})
    say(desk, "targets_title", province=desk.places.province, release=release, n=n, n_data=n_data)
    for file in dict.fromkeys(row["document_file"] for row in rows):
        own = [row for row in rows if row["document_file"] == file]
        bindings = {row["binding"] for row in own}
        _document(desk, own, bindings)
        for row in own:
            _target(desk, row, len(bindings) > 1)


def _commitments(desk: Desk) -> None:
    """Promises without a number, by document, each with its line."""
    release, rows = ask(desk, COMMITMENTS)
    say(desk, "commitments_title", province=desk.places.province, release=release, n=len(rows))
    for file in dict.fromkeys(row["document_file"] for row in rows):
        own = [row for row in rows if row["document_file"] == file]
        say(desk, "commitments_head", title=own[0]["title_vi"], file=file, n=len(own))
        for row in own:
            until = word(desk, "until", year=row["horizon_to"]) if row["horizon_to"] else ""
            kind = word(desk, f"promise_{row['kind']}")
            named = {"id": row["commitment_id"], "kind": kind, "until": until and f", {until}", "quote": row["quote"]}
            say(desk, "commitment_line", file=file, line=row["line"], **named)


def _document(desk: Desk, own: list[Row], bindings: set[str]) -> None:
    """The heading of a document: its name, whether it is a draft, whether it binds where that is one answer."""
    first, n = own[0], len({row["target_id"] for row in own})
    said = [word(desk, f"binding_{first['binding']}") if len(bindings) == 1 else word(desk, "binding_mixed")]
    if first["document_status"] == "draft":
        said.insert(0, word(desk, "document_draft"))
    title, file = first["document_title_vi"], first["document_file"]
    say(desk, "document_head", title=title, file=file, n=n, said="; ".join(said))


def _target(desk: Desk, row: Row, tells_binding: bool) -> None:
    named = {"id": row["target_id"], "number": row["number_vi"], "indicator": row["indicator_name_vi"]}
    say(desk, "target_head", horizon=_horizon(desk, row), **named)
    binding = f"; {word(desk, 'binding_' + row['binding'])}" if tells_binding else ""
    say(desk, "quoted", quote=row["quote"], file=row["document_file"], line=row["line"], binding=binding)
    _progress(desk, row)
    if row["known_vi"]:
        say(desk, "known", known=row["known_vi"])


def _horizon(desk: Desk, row: Row) -> str:
    first, last = row["horizon_from"], row["horizon_to"]
    if last is None:
        said = word(desk, "no_year" if first is None else "from", first=first)
    else:
        said = word(desk, "until" if first is None else "span", first=first, year=last)
    return word(desk, "yearly", horizon=said) if row["accumulation"] == "per_year" else said


def _progress(desk: Desk, row: Row) -> None:
    """The latest figure with its base and paces, or which form would bring one."""
    state = word(desk, f"class_{row['progress_class'] or 'no_data'}")
    if row["value"] is None:
        form = "; " + word(desk, f"form_{row['form_state']}", form=row["form_code"], holder=row["holder_vi"])
        # no form brings a figure of years that are over
        say(desk, "no_figure", state=state, form="" if row["progress_class"] == "unmeasured" else form)
        return
    status = "status_partial" if row["obs_status"] == "partial" else "status_whole"
    said = word(desk, status, n=row["n_areas"], due=row["n_areas_expected"])
    if row["figure_status"]:
        said += ", " + word(desk, f"figure_{row['figure_status']}")
    if row["is_lower_bound"]:
        said += "; " + word(desk, "lower_bound")
    based = {"base": number(row["base_value"]), "base_kind": word(desk, f"base_{row['base_kind']}")}
    based["since"] = f"{row['base_month']}/{row['base_year']}"
    value = {"value": number(row["value"]), "unit": row["uom_symbol_vi"], "period": row["period_code"]}
    say(desk, "figure", state=state, status=said, **value, **based)
    ratios = [(name, row[f"{name}_ratio"]) for name in METHODS if row[f"{name}_ratio"] is not None]
    if row["accumulation"] == "per_year" and row["linear_ratio"] is not None:
        say(desk, "pace_year", ratio=number(row["linear_ratio"]))
    elif ratios and row["required_step"] is not None:
        unit = word(desk, "percent_points") if row["uom_code"] == "percent" else row["uom_symbol_vi"]
        paces = ", ".join(f"{word(desk, f'method_{name}')} {number(ratio)}" for name, ratio in ratios)
        say(desk, "pace", paces=paces, step=number(row["required_step"]), unit=unit)


@cli.command()
@verb
def conflicts(desk: Desk) -> None:
    """Mục tiêu nói cùng một việc mà khác nhau: hai trích dẫn, lý do, đề xuất."""
    release, rows = ask(desk, CONFLICTS)
    _, ranks = ask(desk, RANKS)
    n_open = sum(row["state"] == "open" for row in rows)
    say(desk, "conflicts_title", province=desk.places.province, release=release, n=len(rows), n_open=n_open)
    for row in rows:
        state = word(desk, f"state_{row['state']}", target=row["working_target_id"])
        kind = word(desk, f"kind_{row['finding_kind']}")
        say(desk, "conflict_head", id=row["conflict_id"], kind=kind, topic=row["topic_vi"], state=state)
        for side in ("a", "b"):
            if row[f"target_{side}"]:
                where = {"file": row[f"document_{side}"], "line": row[f"line_{side}"]}
                told = {"number": row[f"number_{side}"], "quote": row[f"quote_{side}"]}
                say(desk, "conflict_side", id=row[f"target_{side}"], **told, **where)
        say(desk, "conflict_why", text=row["explanation_vi"])
        for rank in ranks:
            if (rank["target_a"], rank["target_b"]) == (row["target_a"], row["target_b"]):
                asks = word(desk, f"asks_{rank['asks_more']}")
                say(
                    desk,
                    "conflict_rank",
                    way=word(desk, f"way_{rank['way']}"),
                    a=_span(rank, "a"),
                    b=_span(rank, "b"),
                    asks=asks,
                )
        say(desk, "conflict_proposal", text=row["proposal_vi"])


@cli.command()
@verb
def tasks(desk: Desk) -> None:
    """Nhiệm vụ theo cơ quan chủ trì: cơ quan phối hợp, thời gian, tình trạng, quá hạn, chưa báo cáo."""
    release, named = ask(desk, TASKS)
    rows = [row for row in named if row["role"] != "cooperating"]
    once = {row["task_id"]: row for row in rows}.values()
    counts = {f"n_{name}": sum(bool(row[f"is_{name}"]) for row in once) for name in ("due", "overdue", "silent")}
    say(desk, "tasks_title", province=desk.places.province, release=release, n=len(once), **counts)
    if not once:
        say(desk, "tasks_none")
    for agency in sorted({row["agency_name_vi"] for row in rows}, key=sort_key):
        own = [row for row in rows if row["agency_name_vi"] == agency]
        say(desk, "task_agency", agency=agency, n=len(own))
        for row in own:
            state = word(desk, f"task_{row['status']}")
            told = {"id": row["task_id"], "no": row["task_no"], "quote": row["quote"], "time": row["time_vi"]}
            say(desk, "task_line", state=state, file=row["document_file"], line=row["line"], **told)
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
        say(desk, f"task_{role}", agencies="; ".join(one["agency_vi"] for one in others))


def _span(row: Row, side: str) -> str:
    low, high = number(row[f"low_{side}"]), number(row[f"high_{side}"])
    return low if low == high else f"{low}–{high}"
