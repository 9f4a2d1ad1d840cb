"""The five sentences for the chairman: what got better, worse, is at risk, who must act, what is held.

Which cells a sentence names is chosen here; the numbers and the claims (more, less, none) are bound to the release.
"""

from __future__ import annotations

from pipelines.files.bound import Cells, Sentence, fill
from pipelines.files.content.figures import URGENT
from pipelines.files.content.release import Row, Source
from pipelines.files.references import period_within

# A ratio of fewer than 30 units moves by whole points when one unit changes; the page does not speak of it.
LEAST_DENOMINATOR = 30
N_RISKS = 3
LEADS = {
    "better": "Tốt lên.",
    "worse": "Xấu đi.",
    "risk": "Có nguy cơ không đạt.",
    "act": "Ai phải làm.",
    "held": "Đang giữ lại.",
}


def sentences(source: Source, figures: list[Row], targets: list[Row], late: list[Row]) -> dict[str, list[Sentence]]:
    """The sentences by lead, numbers filled in. Raises BoundError where one does not agree with the release."""
    cells = Cells(source.folder)
    templates = {
        "better": _change(figures, source, is_better=True),
        "worse": _change(figures, source, is_better=False),
        "risk": _risks(targets),
        "act": _acts(source, late),
        "held": _held(source),
    }
    return {lead: [fill(cells, template) for template in of_lead] for lead, of_lead in templates.items()}


def moved(figures: list[Row]) -> list[Row]:
    """Ratios of the period that have one of the period before, each with how far it went in the good direction."""
    found = [
        row | {"gain": row["difference"] * row["direction"]}
        for row in figures
        if row["state"] == "current"
        and row["is_comparable"]
        and row["difference"]
        and row["direction"]
        and (row["denominator"] or 0) >= LEAST_DENOMINATOR
    ]
    return sorted(found, key=lambda row: -row["gain"])


def _change(figures: list[Row], source: Source, *, is_better: bool) -> list[str]:
    """The two ratios that went furthest in one direction."""
    ordered = moved(figures) if is_better else moved(figures)[::-1]
    chosen = [row for row in ordered if (row["gain"] > 0) == is_better][:2]
    if not chosen:
        word = "tốt lên" if is_better else "xấu đi"
        return [f"Không có tỷ lệ nào của toàn tỉnh {word} so với kỳ trước."]
    return [_moved(row, source) for row in chosen]


def _shown(reference: str) -> str:
    """A reference as a template holds it."""
    return "{{" + reference + "}}"


def _moved(row: Row, source: Source) -> str:
    """One ratio: from the value of the period before to that of this one, with the claim that it rose or fell."""
    of = f"where slice_id='{row['slice_id']}'"
    before = f"indicator_value.value where slice_id='{row['slice_id'].rsplit('|', 1)[0]}|{source.previous}'"
    value = f"indicator_value.value {of}"
    rose = row["difference"] > 0
    first, second = ("tăng từ", "lên") if rose else ("giảm từ", "xuống")
    estimate = " ước thực hiện" if row["figure_status"] == "uoc" else ""
    return (
        f"{_shown(f'indicator_value.indicator_name_vi {of}')}{estimate} {first} {_shown(f'{before} : 2')} {second}"
        f" {_shown(f'{value} : 2')} {_shown(f'indicator_value.uom_symbol_vi {of}')}"
        f" so với {period_within(str(source.previous), str(source.previous_name))}."
        f"[[{value} {'>' if rose else '<'} {before}]]" + _estimate(f"indicator_value.figure_status {of}", row)
    )


def _estimate(cell: str, row: Row) -> str:
    """The claim that a figure called an estimate is one."""
    return f"[[{cell} == 'uoc']]" if row["figure_status"] == "uoc" else ""


def _risks(targets: list[Row]) -> list[str]:
    """The most urgent targets, at most N_RISKS, one of an indicator."""
    urgent = [row for row in targets if row["progress_class"] in URGENT and row["value"] is not None]
    chosen = list({row["indicator_name_vi"]: row for row in reversed(urgent)}.values())[::-1][:N_RISKS]
    if not chosen:
        return ["Chưa có mục tiêu nào có đủ số liệu mà chậm hơn nhịp cần thiết."]
    return [_risk(row) for row in chosen]


def _risk(row: Row) -> str:
    """One target: its value, the goal as the document words it, the class."""
    of = f"where target_id={row['target_id']}"
    at = f"{of}, source_code={row['source_code']}, period_code={row['period_code']}"
    estimate = "ước thực hiện " if row["figure_status"] == "uoc" else ""
    year = f" đến năm {_shown(f'target.horizon_to {of} : year')}" if row["horizon_to"] else ""
    year = f" hằng năm[[target.accumulation {of} == 'per_year']]" if row["accumulation"] == "per_year" else year
    period = period_within(row["period_code"], row["period_name"])
    return (
        f"{_shown(f'target.indicator_name_vi {of}')}: {estimate}{_shown(f'target_progress.value {at}')}"
        f" {_shown(f'target.uom_symbol_vi {of}')} ({period}),"
        f" mục tiêu{year} {_shown(f'target.number_vi {of}')} – {row['class_vi'].lower()}."
        f"[[target_progress.progress_class {at} == '{row['progress_class']}']]"
        + _estimate(f"target_progress.figure_status {at}", row)
    )


def _acts(source: Source, late: list[Row]) -> list[str]:
    """Agencies of overdue tasks, then reporters of the period that did not send, then how many sent late."""
    found: list[str] = []
    for row in source.rows(OVERDUE)[:2]:
        agency = f"task_agency.{source.agency_name} where task_id={row['task_id']}, agency_no={row['agency_no']}"
        of = f"where task_id={row['task_id']}"
        state = f"vocabulary.label_vi where vocabulary=task_status, code={row['status']}"
        found.append(
            f"{_shown(agency)}: nhiệm vụ {_shown(f'task_status.task_id {of}')} “{_shown(f'task_status.text_vi {of}')}”"
            f" (thời gian {_shown(f'task_status.time_vi {of}')}) {_shown(state)}."
        )
    missing = [row for row in late if row["state"] != "read" and row["period_code"] == source.period][:3]
    for row in missing:
        of = f"where reporter_code={row['reporter_code']}, duty_code={row['duty_code']}, period_code={source.period}"
        state = f"vocabulary.label_vi where vocabulary=duty_state, code={row['state']}"
        found.append(
            f"{_shown(f'duty_status.reporter_name_vi {of}')}: biểu {_shown(f'duty_status.form_code {of}')}"
            f" hạn {_shown(f'duty_status.last_date {of}')} {_shown(state)}."
        )
    count = f"count duty_status where period_code={source.period}, timeliness=late"
    return [*found, f"Kỳ này có {_shown(count)} báo cáo gửi muộn."]


OVERDUE = """
select t.task_id, a.agency_no, t.status from task_status as t
inner join task_agency as a on a.task_id = t.task_id and a.role <> 'cooperating'
where t.home_area_id = $area and t.status in ('overdue', 'stuck', 'silent')
qualify row_number() over (partition by t.task_id order by a.agency_no) = 1
order by t.status <> 'overdue', t.task_id
"""


def _held(source: Source) -> list[str]:
    """How many figures are held, of this period and in all, and how many are asked about."""
    held = "count slice_state where state=held"
    asked = "count violation where severity=question, outcome=fail, is_waived=false"
    return [
        f"Số liệu đang giữ lại, chưa vào tổng và thứ hạng: {_shown(held)} số, trong đó của kỳ này"
        f" {_shown(f'{held}, period_code={source.period}')} số; đang có {_shown(asked)} câu hỏi gửi đơn vị."
    ]
