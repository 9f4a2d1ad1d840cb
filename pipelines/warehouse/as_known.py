"""Queries to the newest release about who has reported, as known at a ledger position and seen on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from pipelines.warehouse.query import query

DUTIES = """
select v.*, r.name_vi as reporter_name_vi, r.name_en as reporter_name_en, r.sort_key, p.name_vi as period_name_vi,
    p.name_en as period_name_en, case when $day > v.last_date then v.state_overdue else v.state_in_time end as state
from duty_version as v
left join reporter as r on r.reporter_code = v.reporter_code
left join period as p on p.period_code = v.period_code
where v.known_from_seq <= $seq and (v.known_to_seq is null or v.known_to_seq > $seq)
    and (v.start_date <= $day or v.n_files > 0)
"""
COMPLETENESS = f"""
select duty_code, form_code, period_code, count(*) as n_due,
    count(*) filter (where state = 'read') as n_read,
    count(*) filter (where state = 'unreadable') as n_unreadable,
    count(*) filter (where state = 'waiting') as n_waiting,
    count(*) filter (where state = 'withdrawn') as n_withdrawn,
    count(*) filter (where state = 'missing') as n_missing,
    count(*) filter (where state = 'not_due') as n_not_due,
    count(*) filter (where timeliness in ('on_time', 'early')) as n_in_time,
    count(*) filter (where timeliness = 'early') as n_early,
    count(*) filter (where timeliness = 'late') as n_late,
    count(*) filter (where n_revisions > 0) as n_revised,
    count(*) filter (where is_nil) as n_nil,
    count(*) filter (where figure_status = 'uoc') as n_estimates,
    count(*) filter (where is_early_unmarked) as n_early_unmarked,
    sum(n_cells_due)::bigint as n_cells_due,
    sum(n_reported)::bigint as n_cells_reported,
    sum(n_none_occurred + n_unknown)::bigint as n_cells_absent,
    sum(n_blank)::bigint as n_cells_blank,
    sum(n_unanswered)::bigint as n_cells_unanswered
from ({DUTIES})
group by duty_code, form_code, period_code
"""
# The reason for a reminder, the day by which the reporter was asked, and the working days since then (negative: left).
REMINDERS = f"""
with duties as ({DUTIES}),

asked as (
    select *, case
        when state in ('missing', 'unreadable', 'waiting', 'withdrawn') then state
        when state = 'not_due' and last_date is not null then 'due_soon'
        when is_early_unmarked and $day > cutoff_date then 'unmarked'
        when figure_status = 'uoc' and revision_date is not null and $day > cutoff_date then 'revise'
    end as reason
    from duties
),

dated as (
    select *, case when reason in ('revise', 'unmarked') then coalesce(revision_date, last_date) else last_date end
        as asked_by
    from asked
    where reason is not null
)

select d.*, now.n_working - due.n_working as n_working_days
from dated as d
left join day as now on now.day = $day
left join day as due on due.day = d.asked_by
where d.reason <> 'due_soon' or due.n_working - now.n_working <= $within
order by d.period_code, d.duty_code, d.sort_key
"""
# What a reporter's files in force are asked: a violated rule of hold or question, or a statistician's `ask`.
QUESTIONS = """
select distinct s.reporter_code, r.name_vi as reporter_name_vi, r.sort_key, s.form_code, s.period_code,
    p.name_vi as period_name_vi, s.question
from (
    select t.reporter_code, t.form_code, t.period_code, v.message_vi as question
    from violation as v
    inner join violation_cell as c on c.violation_id = v.violation_id
    inner join submission_status as t
        on t.submission_id = c.submission_id and t.period_code = v.period_code and t.is_in_force
    where v.outcome = 'fail' and v.severity in ('hold', 'question') and not v.is_waived
    union all
    select c.reporter_code, c.form_code, d.period_code, d.reason
    from decision_log as d
    inner join cell_version as c
        on c.slice_id = d.slice_id and c.period_code = d.period_code and c.known_to_seq is null
    where d.decision_kind = 'ask' and not exists (
        select * from decision_log as later
        where later.slice_id = d.slice_id and later.period_code = d.period_code
            and later.decision_seq > d.decision_seq and later.decision_kind in ('accept', 'correct')
    )
) as s
inner join reporter as r on r.reporter_code = s.reporter_code
left join period as p on p.period_code = s.period_code
order by s.period_code, s.form_code, s.question
"""


def has_duties(release_dir: Path) -> bool:
    """Whether the release has the table duty_version; releases built by older versions of chiso lack it."""
    return (release_dir / "parquet" / "duty_version.parquet").exists()


def duties(release_dir: Path, seq: int, day: date) -> pl.DataFrame:
    """One row per duty, reporter and period that had begun by `day` or has files, with its state."""
    return query(release_dir, f"{DUTIES} order by period_code, duty_code, sort_key", {"seq": seq, "day": day})


def completeness(release_dir: Path, seq: int, day: date) -> pl.DataFrame:
    """The table `completeness` as a build at that position on that day would have made it."""
    return query(release_dir, f"{COMPLETENESS} order by period_code, duty_code", {"seq": seq, "day": day})


def reminders(release_dir: Path, seq: int, day: date, within: int) -> pl.DataFrame:
    """One row per reporter and duty to remind of on `day`.

    The report is overdue, due within `within` working days, to be sent again, or an estimate to be replaced. A file
    that waits for a decision is listed as such, so that the reporter is not asked to send it again.
    """
    return query(release_dir, REMINDERS, {"seq": seq, "day": day, "within": within})


def questions(release_dir: Path) -> pl.DataFrame:
    """One row per reporter, form, period and question that the release leaves open."""
    return query(release_dir, QUESTIONS)
