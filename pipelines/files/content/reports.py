"""Who reported, and which figures are held or asked about."""

from __future__ import annotations

from pipelines.files.content.release import Row, Source

# Forms of the periods that ended in the 60 days before the release's period ended, the newest first.
RECEIVED = """
select c.form_code, f.name_vi as form_name, c.period_code, p.name_vi as period_name,
    sum(c.n_due - c.n_not_due) as n_due,
    sum(c.n_read) as n_read, sum(c.n_in_time) as n_in_time, sum(c.n_late) as n_late, sum(c.n_missing) as n_missing,
    sum(c.n_waiting + c.n_unreadable) as n_unread, sum(c.n_estimates) as n_estimates,
    sum(c.n_read) / nullif(sum(c.n_due - c.n_not_due), 0) as share
from completeness as c
inner join period as p on p.period_code = c.period_code
inner join period as o on o.period_code = $period
left join (select form_code, max_by(name_vi, form_version) as name_vi from form group by form_code) as f
    on f.form_code = c.form_code
where c.form_code is not null and c.n_due > c.n_not_due
    and p.end_date between o.end_date - interval 60 day and o.end_date
group by c.form_code, f.name_vi, c.period_code, p.name_vi, p.end_date
order by p.end_date desc, c.form_code, c.period_code
"""
HELD = """
with said as (
    select slice_id, severity, string_agg(message_vi, ' ' order by violation_id) as message_vi,
        arg_min(observed, violation_id) as observed
    from violation where severity in ('hold', 'question') and outcome = 'fail' and not is_waived group by all
)
select 'held' as kind, s.slice_id, v.area_name_vi, v.indicator_name_vi, v.period_code, p.name_vi as period_name,
    v.area_id, s.reason_code, said.message_vi, said.observed, v.value as shown_value, v.shown_period_code,
    v.uom_symbol_vi, p.end_date, v.measure_code
from slice_state as s inner join indicator_value as v on v.slice_id = s.slice_id
inner join period as p on p.period_code = v.period_code
left join said on said.slice_id = s.slice_id and said.severity = 'hold'
where s.state = 'held'
union all
select 'question', said.slice_id, v.area_name_vi, v.indicator_name_vi, v.period_code, p.name_vi, v.area_id,
    null, said.message_vi, said.observed, v.value, v.shown_period_code, v.uom_symbol_vi, p.end_date, v.measure_code
from said inner join indicator_value as v on v.slice_id = said.slice_id
inner join period as p on p.period_code = v.period_code
where said.severity = 'question' and v.state <> 'held'  -- a held figure stands above
order by end_date desc, kind, area_name_vi, indicator_name_vi, slice_id
"""
RELATED = "Liên quan tới số khác đang giữ lại của cùng địa bàn."  # a ratio or sum of a held figure
KINDS = {"held": "Giữ lại", "question": "Hỏi lại"}
# What one reporter owes and has not sent, or sent late, in the periods of RECEIVED.
LATE = """
select d.reporter_code, r.area_id, d.reporter_name_vi, d.duty_code, d.duty_name_vi, d.form_code, d.period_code,
    p.name_vi as period_name,
    d.state, d.timeliness, d.n_working_days_late, d.last_date, d.first_received_date
from duty_status as d
inner join reporter as r on r.reporter_code = d.reporter_code
inner join period as p on p.period_code = d.period_code
inner join period as o on o.period_code = $period
where d.form_code is not null and (d.timeliness = 'late' or d.state in ('missing', 'waiting', 'unreadable'))
    and p.end_date between o.end_date - interval 60 day and o.end_date
order by p.end_date desc, d.reporter_code, d.duty_code, d.period_code
"""


def received(source: Source) -> list[Row]:
    """Reports by form and period: owed, read, late, missing."""
    return source.rows(RECEIVED)


def held(source: Source) -> list[Row]:
    """Held figures and figures that senders are asked about, with the reason in words."""
    rows = source.rows(HELD)
    for row in rows:
        row["kind_vi"] = KINDS[row["kind"]]
        row["indicator_name_vi"] += " (từ đầu năm)" if row["measure_code"] == "ytd" else ""
        if not row["message_vi"]:
            row["message_vi"] = RELATED if row["reason_code"] == "violation" else _reason(source, row["reason_code"])
    return rows


def _reason(source: Source, code: str | None) -> str:
    """The reason of a hold in words; empty where none is stated."""
    return source.label("hold_reason", code) if code else ""


def late(source: Source) -> list[Row]:
    """Reports that are missing, could not be read or came late, in words."""
    rows = source.rows(LATE)
    for row in rows:
        if row["state"] == "read":
            row["said"] = f"gửi muộn {row['n_working_days_late']} ngày làm việc"
        else:
            row["said"] = source.label("duty_state", row["state"])
    return rows
