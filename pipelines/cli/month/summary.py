"""The summary at the end of `chiso run --sample`, read from the current release."""

from __future__ import annotations

from pipelines.cli.context import CommandContext
from pipelines.cli.screen import RuleLine

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
RULES = """
select rule_code, severity, outcome, is_waived, cast(sum(n_violations) as bigint) as n
from rule_count where n_violations > 0
group by rule_code, severity, outcome, is_waived order by rule_code, severity, outcome, is_waived
"""
OF_PERIOD = """
select rule_code, severity, outcome, is_waived, count(*) as n from violation where period_code = $period
group by rule_code, severity, outcome, is_waived order by rule_code, severity, outcome, is_waived
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
# A ratio of the latest month: it has two cells, so its trace is worth a look.
EXAMPLE = """
select indicator_code, area_id, v.period_code
from indicator_value as v join period as p using (period_code)
where state = 'current' and denominator is not null
order by p.start_date desc, area_id desc, indicator_code limit 1
"""


def print_summary(context: CommandContext) -> None:
    """Print counts of files, cells and slices, violations by rule, coverage of indices, and commands to try next."""
    from pipelines.publication.release.current import current_release
    from pipelines.warehouse.query import query

    release, screen = current_release(context.places), context.screen
    screen.print_notice(release.simulated)
    screen.print_message("sum_title", release_id=release.release_id)
    for code, sql in (("sum_files", FILES), ("sum_cells", CELLS), ("sum_values", VALUES)):
        screen.print_message(code, **query(release.folder, sql).row(0, named=True))
    rules = query(release.folder, RULES).rows()
    if rules:
        screen.print_message("sum_rules")
        occasion = {"period": release.release_id.rsplit("-r", 1)[0]}
        of_period = query(release.folder, OF_PERIOD, occasion).rows()
        screen.print_rule_counts((RuleLine(*rule) for rule in of_period), (RuleLine(*rule) for rule in rules))
    else:
        screen.print_message("no_violations")
    screen.print_message("sum_indices")
    heads = ["head_index", "head_period", "head_areas", "head_scored", "head_coverage"]
    screen.print_table(heads, query(release.folder, INDICES).rows())
    screen.print_message("sum_where", folder=release.folder)
    example = query(release.folder, EXAMPLE).rows()
    if example:
        indicator, area, period = example[0]
        screen.print_message("sum_next", indicator=indicator, area=area, period=period)
