"""Breaks of SQL formulas, one text each, and the models whose dbt unit tests should notice them."""

from __future__ import annotations

from support.broken import MODEL, Break

MODELS = "dbt_project/models"
RULES, FIGURES = f"{MODELS}/quality/rules", f"{MODELS}/marts/figures"


def _break(name: str, path: str, old: str, new: str, model: str = "") -> Break:
    """A break of a model, noticed by that model's own unit tests unless `model` is another one."""
    return Break(name, path, old, new, (MODEL + (model or path.rpartition("/")[2].removesuffix(".sql")),))


SQL_BREAKS = (
    _break(
        "an expired waiver goes on",
        f"{MODELS}/intermediate/decisions/int_decisions_in_force.sql",
        "d.expires >= p.end_date",
        "d.expires is not null",
    ),
    _break(
        "an acceptance holds whatever figure came later",
        f"{RULES}/chk_accusation.sql",
        "'accept' and o.value is not distinct from d.expected_value",
        "'accept'",
    ),
    _break(
        "a figure is cleared by one that as much speaks against",
        f"{RULES}/chk_figure_cleared.sql",
        "o.n_violations > s.n_shared",
        "o.n_violations >= s.n_shared",
    ),
    _break(
        "a correction that has arrived is held as stale",
        f"{RULES}/chk_slice_hold.sql",
        " and o.value is distinct from c.new_value",
        "",
    ),
    _break(
        "the oldest release of a period is the last good one",
        f"{FIGURES}/fct_last_admitted.sql",
        "g.release_seq desc",
        "g.release_seq asc",
    ),
    _break(
        "a value that is asked about is the last admitted one",
        f"{FIGURES}/fct_last_admitted.sql",
        "where q.value is null",
        "where true",
    ),
    _break(
        "a flow of another month is added to a total",
        f"{FIGURES}/fct_carried_figure.sql",
        "l.period_code = l.shown_period_code or i.stock_flow = 'stock' as",
        "true as",
    ),
    _break(
        "a commune that has nothing to measure is missing",
        f"{FIGURES}/fct_area_part.sql",
        " or f.obs_status = 'zero_denominator'",
        "",
    ),
    _break(
        "a total of carried values alone",
        f"{FIGURES}/fct_area_sum.sql",
        "having min(case when c.is_carried then 1 else 0 end) = 0",
        "",
    ),
    _break(
        "a questioned figure leaves the scale",
        f"{MODELS}/marts/index/fct_index_as_is.sql",
        "in ('min_max', 'distance_to_maximum') then 1",
        "in ('distance_to_maximum') then 1",
    ),
    _break(
        "a pool reaches a period too far back",
        f"{MODELS}/marts/index/fct_index_pooled.sql",
        "w.period_place > f.period_place - f.pool_periods",
        "w.period_place >= f.period_place - f.pool_periods",
    ),
    _break(
        "what is due today is missing",
        f"{FIGURES}/fct_slice.sql",
        "d.last_date >= b.as_of_date",
        "d.last_date > b.as_of_date",
    ),
    _break(
        "a total is not in question though a commune in it is",
        f"{FIGURES}/fct_area_sum.sql",
        "bool_or(c.is_summed and c.is_questioned)",
        "bool_and(c.is_summed and c.is_questioned)",
    ),
    _break(
        "what absent communes may send decides nothing",
        f"{MODELS}/intermediate/rules/int_linear_sum.sql",
        "when c.value is not null then 0e0",
        "when true then 0e0",
    ),
    _break(
        "a rule agrees with a sum that absent communes may still change",
        f"{RULES}/chk_linear.sql",
        "'f.expected_high - f.reach'",
        "'f.expected_high + f.reach'",
    ),
    _break(
        "a commune that is wrong for the second time explains no gap",
        f"{RULES}/chk_linear_child.sql",
        "coalesce(h.value, b.value)",
        "b.value",
    ),
    _break(
        "a complete sum is partial",
        f"{FIGURES}/fct_area_sum.sql",
        "s.n_areas < s.n_areas_expected then",
        "s.n_areas <= s.n_areas_expected then",
    ),
    _break(
        "of two sources the one that fewer communes owe is summed",
        f"{FIGURES}/fct_area_sum.sql",
        "coalesce(e.n_areas_expected, 0) desc",
        "coalesce(e.n_areas_expected, 0) asc",
    ),
    _break(
        "the lower bound of a loss takes the smaller share",
        f"{MODELS}/marts/borders/fct_border_sum.sql",
        "sum(f.exact * case when f.exact < 0 then x.share_high else x.share_low end)",
        "sum(f.exact * x.share_low)",
    ),
    _break(
        "the lower edge of a share is narrowed",
        f"{RULES}/chk_share_bounds.sql",
        "{{ exact('f.low') }} -",
        "{{ exact('f.low') }} +",
    ),
    _break(
        "a reported ratio may be twice the tolerance off",
        f"{RULES}/chk_reported_derived.sql",
        "'d.value', 'f.tolerance') }})",
        "'d.value', '2 * f.tolerance') }})",
    ),
    _break(
        "a figure on the edge of its band has jumped",
        "dbt_project/macros/rules/violations.sql",
        "> {{ exact(f ~ '.high * ' ~ base) }}",
        ">= {{ exact(f ~ '.high * ' ~ base) }}",
        "chk_jump",
    ),
    _break(
        "a part may not reach its tolerance",
        f"{RULES}/chk_part_whole.sql",
        "{{ exact('f.value') }} > {{ exact('w.value') }}",
        "{{ exact('f.value') }} >= {{ exact('w.value') }}",
    ),
    _break(
        "a total is compared with some of its children",
        f"{RULES}/chk_children_sum.sql",
        "c.n_values < t.n_children",
        "c.n_values = 0",
    ),
    _break(
        "a year's first sum to date is not judged",
        f"{RULES}/chk_cumulative_balance.sql",
        "f.is_year_start or b.has_earlier or d.slice_id",
        "b.has_earlier or d.slice_id",
    ),
    _break(
        "a ratio without a denominator is computed",
        f"{MODELS}/intermediate/figures/int_figures.sql",
        "when {{ is_zero('r.denominator') }} then 'zero_denominator'",
        "when r.denominator < 0 then 'zero_denominator'",
    ),
    _break(
        "a correction replaces any figure",
        f"{MODELS}/intermediate/submissions/int_observation_version.sql",
        "d.expected_value is not distinct from o.value",
        "d.decision_seq is not null",
    ),
    _break(
        "the lowest score ranks first",
        "dbt_project/macros/index/index_rank.sql",
        "{{ snap('score') }} desc nulls last",
        "{{ snap('score') }} asc nulls last",
        "fct_index_leaf_score",
    ),
    _break(
        "a form that covers eleven months is final",
        f"{MODELS}/intermediate/duties/int_file_status.sql",
        "when d.coverage_end < d.end_date or d.received_date",
        "when d.received_date",
    ),
    _break(
        "a sum to date takes the periods after it too",
        f"{MODELS}/marts/targets/fct_target_value.sql",
        "    and b.month_no <= a.month_no\n",
        "",
    ),
    _break(
        "a partial form replaces the whole form",
        f"{MODELS}/intermediate/submissions/int_submissions.sql",
        "case when s.mode <> 'partial' then s.receipt_seq end",
        "s.receipt_seq",
    ),
)
