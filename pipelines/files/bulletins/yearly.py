"""Yearly reports to the provincial committee and the ministry, due before 5 or 15 December: targets, tasks, reports."""

from __future__ import annotations

from datetime import date

from pipelines.files.bulletins.sections import (
    Draft,
    held_sentences,
    received_rows,
    received_table,
    target_sentences,
    targets_table,
)
from pipelines.files.content.figures import targets, tasks
from pipelines.files.content.release import Source
from pipelines.files.references import Row, fixed, period_within, progress, ref, short_name, shown, target
from pipelines.files.word.chart import Chart, add_chart

# Yearly reports of the office for science and technology, due in December, of a year that ends within two months of the
# release's period: made earlier they would say little, made later nobody asks for them.
DUE = """
select d.duty_code, d.duty_name_vi, d.reporter_code, d.period_code, d.receiver_vi, d.document_file, d.line,
    d.due_date, d.last_date, d.cutoff_date, p.start_date, p.name_vi as period_name,
    t.title_vi
from duty_status as d
inner join reporter as r on r.reporter_code = d.reporter_code and r.office_code = 'SKHCN' and r.area_id = $area
inner join period as p on p.period_code = d.period_code and p.kind = 'year'
inner join period as o on o.period_code = $period
inner join policy_document as t on t.document_file = d.document_file
where month(d.due_date) = 12 and day(d.due_date) in (5, 15) and d.receiver_vi like '%UBND%Bộ%'
    and abs(date_diff('day', o.end_date, p.end_date)) <= 62
order by d.duty_code, d.period_code
"""
TASK_STATES = ("done", "under_way", "not_begun", "stuck", "overdue", "silent")  # in this order, others after them
MAX_BARS = 14


def due_reports(source: Source) -> list[Row]:
    """The yearly reports that are made from this release."""
    return source.rows(DUE)


def write_yearly(draft: Draft, duty: Row) -> None:
    """Write the yearly report of a duty."""
    source = draft.source
    _write_basis(draft, duty)
    draft.letter.heading("I. KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU")
    year_end = date(duty["cutoff_date"].year, 12, 31)  # the statistical year ends after the administrative one
    known = [row for row in targets(source, year_end) if row["value"] is not None]
    known = [row for row in known if row["document_file"] == duty["document_file"]]
    target_sentences(draft, known)
    targets_table(draft, known)
    _share_chart(draft, known)
    draft.letter.heading("II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ")
    _write_tasks(draft, duty)
    draft.letter.heading("III. CÔNG TÁC BÁO CÁO, THỐNG KÊ")
    last = min(duty["cutoff_date"], source.end_date)  # what is due later has no place in the report
    received_table(draft, received_rows(source, duty["start_date"], last))
    held_sentences(draft)
    for number, title in (("IV", "TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN"), ("V", "PHƯƠNG HƯỚNG, KIẾN NGHỊ")):
        draft.letter.heading(f"{number}. {title}")
        draft.letter.paragraph("(Nội dung do cơ quan báo cáo viết: ……)")


def _write_basis(draft: Draft, duty: Row) -> None:
    """Which document asks for the report, which release it is made from, and whether the year is over."""
    keys = {key: duty[key] for key in ("duty_code", "reporter_code", "period_code")}
    last, cutoff = (ref("duty_status", column, **keys) for column in ("last_date", "cutoff_date"))
    title = shown(ref("policy_document", "title_vi", document_file=duty["document_file"]))
    draft.say(
        f"Thực hiện {title}, {shown(ref('reporter', 'name_vi', reporter_code=duty['reporter_code']))} báo cáo kết quả"
        f" {period_within(duty['period_code'], duty['period_name'])} như sau. Số liệu lấy từ bản công bố"
        f" {fixed(draft.source.release_id)}."
    )
    end = ref("period", "end_date", period_code=draft.source.period)
    due = f"Hạn gửi báo cáo là ngày {shown(last)}. "
    draft.say(
        f"{due}Báo cáo dùng số liệu đến ngày {shown(end)}, trước ngày chốt số liệu năm ({shown(cutoff)}), nên số liệu"
        f" năm là số ước thực hiện, sẽ được thay bằng số chính thức.[[{end} < {cutoff}]]",
        f"{due}Số liệu năm đã chốt ngày {shown(cutoff)}.[[{end} >= {cutoff}]]",
    )


def _write_tasks(draft: Draft, duty: Row) -> None:
    """How many tasks of the document are in each state, then those that are overdue or stuck."""
    keys = {"document_file": duty["document_file"]}
    whole = f"count task_status where document_file='{duty['document_file']}'"
    rows = [row for row in tasks(draft.source) if row["document_file"] == duty["document_file"]]
    if not rows:
        draft.say(f"Văn bản không giao nhiệm vụ cụ thể nào được theo dõi.[[{whole} == 0]]")
        return
    parts = [
        shown(f"{whole}, status='{state}'", 0) + f" {fixed(draft.source.label('task_status', state).lower())}"
        for state in dict.fromkeys((*TASK_STATES, *sorted(row["status"] for row in rows)))
        if any(row["status"] == state for row in rows)
    ]
    draft.say(f"Có {shown(whole, 0)} nhiệm vụ được theo dõi: {'; '.join(parts)}.")
    for row in [row for row in rows if row["status"] in ("overdue", "stuck", "silent")]:
        keys = {"task_id": row["task_id"]}
        claim = f"[[{ref('task_status', 'status', **keys)} == '{row['status']}']]"
        draft.say(f"- {shown(ref('task_status', 'text_vi', **keys))} ({fixed(row['status_vi'].lower())}){claim}")


def _share_chart(draft: Draft, rows: list[Row]) -> None:
    """Figure and goal of targets in per cent, so that both stand on one scale."""
    rows = [row for row in rows if row["uom_code"] == "percent" and row["is_growing"] and row["goal_low"]]
    seen: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["horizon_to"] or 0):
        seen.setdefault(row["indicator_name_vi"], row)  # of two goals the nearer one
    chosen = list(seen.values())[:MAX_BARS]
    if not chosen:
        return
    draft.letter.caption("Thực hiện so với mục tiêu (%)")
    number = draft.writer.number
    series = [
        ("Thực hiện", [number(progress(row, "value")) for row in chosen]),
        ("Mục tiêu", [number(target(row, "judged_low")) for row in chosen]),
    ]
    about = "Biểu đồ thanh: số thực hiện và mục tiêu của các chỉ tiêu tính bằng phần trăm, số ở bảng trên."
    names = [short_name(row["indicator_name_vi"]) for row in chosen]
    add_chart(
        draft.letter.paragraph(indent=False),
        Chart("bar", names, series, about, [1] * len(chosen)),
        18 + 9 * len(chosen),
    )
