"""The short account at the end of `chiso run --sample`: everything in it is read from the current release.

Here: which questions the account asks. Not here: the answers' making.
"""

from __future__ import annotations

from pipelines.cli.app import Desk

FILES = """
select count(distinct receipt_id) as n_receipts,
    count(distinct receipt_id) filter (where outcome = 'read') as n_read,
    count(distinct receipt_id) filter (where outcome = 'waiting') as n_waiting,
    count(distinct receipt_id) filter (where outcome = 'refused') as n_refused,
    count(distinct receipt_id) filter (where outcome = 'unreadable') as n_unreadable
from submission_status
"""
CELLS = """
select coalesce(sum(n_observation + n_absence_filled + n_reject + n_context), 0) as n_cells,
    coalesce(sum(n_observation), 0) as n_observation, coalesce(sum(n_absence_filled), 0) as n_absence_filled,
    coalesce(sum(n_reject), 0) as n_reject, coalesce(sum(n_context), 0) as n_context,
    coalesce(sum(n_absence_blank), 0) as n_absence_blank
from submission_status
"""
# Failures rule by rule; what could not be decided (a month has no predecessor, a part is missing) kind by kind.
RULES = """
with told as (
    select *, case when outcome = 'fail' then rule_code else rule_kind || ' *' end as rule
    from rule_count where n_violations > 0
)
select rule, severity, outcome, is_waived, cast(sum(n_violations) as bigint) as n
from told group by rule, severity, outcome, is_waived
order by case when outcome = 'fail' then 0 else 1 end, rule, severity, is_waived
"""
INDICES = """
select index_code, period_code, count(*) as n_areas, count(score) as n_scored, round(avg(coverage), 4) as coverage
from index_score where parent_code is null and series = 'computed' group by all order by all
"""
VALUES = """
select count(*) filter (where state = 'current') as n_current, count(*) filter (where state = 'held') as n_held,
    count(*) filter (where state = 'missing') as n_missing
from slice_state
"""
# A ratio of the latest month to begin with: two cells stand behind it, so the trace shows something.
EXAMPLE = """
select indicator_code, area_id, v.period_code
from indicator_value as v join period as p using (period_code)
where state = 'current' and denominator is not null
order by p.start_date desc, area_id desc, indicator_code limit 1
"""


def tell_summary(desk: Desk) -> None:
    """Files, cells, rules, indices, where the release lies, what to type next."""
    from pipelines.publication.release.release import current_release
    from pipelines.warehouse.query import query

    release, screen = current_release(desk.places), desk.screen
    screen.say("sum_title", release_id=release.release_id)
    for code, sql in (("sum_files", FILES), ("sum_cells", CELLS), ("sum_values", VALUES)):
        screen.say(code, **query(release.folder, sql).row(0, named=True))
    rules = query(release.folder, RULES).rows()
    if rules:
        screen.say("sum_rules")
        screen.rules(rules)
    else:
        screen.say("no_violations")
    screen.say("sum_indices")
    heads = ["head_index", "head_period", "head_areas", "head_scored", "head_coverage"]
    screen.table(heads, query(release.folder, INDICES).rows())
    screen.say("sum_where", folder=release.folder)
    example = query(release.folder, EXAMPLE).rows()
    if example:
        indicator, area, period = example[0]
        screen.say("sum_next", indicator=indicator, area=area, period=period)
