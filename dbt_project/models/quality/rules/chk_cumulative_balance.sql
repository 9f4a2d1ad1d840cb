-- One row per rule and cumulative slice that is not the previous cumulative figure plus this period's own;
-- undecided where a part is missing.
with figures as (
    select
        f.*,
        own.value as own_value,
        previous.value as previous_value
    from {{ ref('int_rule_figures') }} as f
    inner join {{ ref('stg_measures') }} as m on m.measure_code = f.measure_code
    left join {{ ref('int_figures') }} as own
        on own.area_id = f.area_id
        and own.indicator_code = f.indicator_code
        and own.breakdown_code = f.breakdown_code
        and own.source_code = f.source_code
        and own.period_code = f.period_code
        and own.measure_code = m.own_measure_code
    left join {{ ref('int_figures') }} as previous
        on {{ same_series('previous', 'f') }}
        and previous.period_code = f.previous_in_year_code
    where f.rule_kind = 'cumulative_balance' and f.role = 'subject'
),

judged as (
    select
        f.*,
        f.value is null or f.own_value is null or (not f.is_year_start and f.previous_value is null) as is_undecided,
        cast({{ exact('coalesce(f.previous_value, 0)') }} + {{ exact('f.own_value') }} as double) as expected
    from figures as f
)

select
    {{ violation_columns(
        "case when f.is_undecided then 'undecided' else 'fail' end",
        'f.value', 'f.expected - f.tolerance', 'f.expected + f.tolerance') }}
from judged as f
where f.is_undecided or {{ is_apart('f.value', 'f.expected', 'f.tolerance') }}
