-- One row per rule and cumulative slice that is not the earlier cumulative figure plus what came since then. A question, if it
-- does follow from the figure just before, which is in doubt itself: of both and of that month's own figure any may be wrong.
-- A question too, if it adds up with an own figure that is held; where it does not, nothing can be said. Undecided also where
-- a figure is missing; silent in a series' first period, unless the one before was due.
with due_before as (
    select distinct f.slice_id
    from {{ ref('int_rule_figures') }} as f
    inner join {{ ref('chk_cumulative_base') }} as b on b.slice_id = f.slice_id and not b.has_earlier
    inner join {{ ref('int_expected_slices') }} as e
        on {{ same_series('e', 'f') }}
        and e.period_code = f.previous_in_year_code
        and e.is_applicable
    where f.rule_kind = 'cumulative_balance' and f.role = 'subject'
),

judged as (
    select
        f.rule_code, f.version, f.rule_kind, f.slice_id, {{ slice_columns('f') }}, f.value,
        b.base_excess,
        b.n_doubtful,
        b.excess,
        cast({{ exact('f.value') }} - b.excess + b.base_excess as double) as expected,
        -- a rounded figure more for each period between
        f.tolerance * (coalesce(b.n_periods, 1) + 2) / 3 as tolerance,
        case
            when f.severity = 'hold' and b.n_doubtful > 0 then 'question'
            when f.severity = 'hold'
                and b.base_excess is not null
                and ({{ is_apart('b.excess', 'b.last_excess', 'f.tolerance') }}) is false then 'question'
            else f.severity
        end as severity,
        f.is_year_start or b.has_earlier or d.slice_id is not null as is_applicable
    from {{ ref('int_rule_figures') }} as f
    inner join {{ ref('chk_cumulative_base') }} as b
        on b.rule_code = f.rule_code
        and b.version = f.version
        and b.slice_id = f.slice_id
    left join due_before as d on d.slice_id = f.slice_id
    where f.rule_kind = 'cumulative_balance' and f.role = 'subject'
),

decided as (
    select
        j.*,
        {{ is_apart('j.excess', 'j.base_excess', 'j.tolerance') }} as is_unbalanced,
        j.base_excess is null
        or j.excess is null
        or (j.n_doubtful > 0 and {{ is_apart('j.excess', 'j.base_excess', 'j.tolerance') }}) as is_undecided
    from judged as j
    where j.is_applicable
)

select
    {{ violation_columns(
        "case when f.is_undecided then 'undecided' else 'fail' end",
        'f.value', 'f.expected - f.tolerance', 'f.expected + f.tolerance') }}
from decided as f
where f.is_undecided or f.is_unbalanced or f.n_doubtful > 0
