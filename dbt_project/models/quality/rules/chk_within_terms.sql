-- One row per rule and figure below the least or above the greatest of its parts; undecided where one is missing. A part
-- with goalposts enters as its index: 0 at the lower goalpost, 1 at the upper one.
with terms as (
    select
        f.*,
        case
            when f.value is null or t.goal_low is null then f.value
            when not coalesce(t.is_log, false) then (f.value - t.goal_low) / (t.goal_high - t.goal_low)
            when f.value > 0 then (ln(f.value) - ln(t.goal_low)) / (ln(t.goal_high) - ln(t.goal_low))
        end as part
    from {{ ref('int_rule_figures') }} as f
    inner join {{ ref('stg_rule_terms') }} as t
        on t.rule_code = f.rule_code and t.version = f.version and t.term_no = f.term_no
    where f.rule_kind = 'within_terms' and f.role = 'term'
),

expected as (
    select rule_code, version, count(*) as n_terms
    from {{ ref('stg_rule_terms') }}
    where role = 'term'
    group by rule_code, version
),

extremes as (
    select
        rule_code, version, area_id, source_code, period_code,
        min(part) as least,
        max(part) as greatest,
        count(part) as n_parts
    from terms
    group by rule_code, version, area_id, source_code, period_code
),

judged as (
    select
        f.*,
        e.least,
        e.greatest,
        f.value is null
        or e.least is null
        or (e.n_parts < n.n_terms and r.missing_strategy = 'undecided') as is_undecided
    from {{ ref('int_rule_figures') }} as f
    inner join {{ ref('int_rules') }} as r on r.rule_code = f.rule_code and r.version = f.version
    inner join expected as n on n.rule_code = f.rule_code and n.version = f.version
    left join extremes as e on {{ same_case('e', 'f') }}
    where f.rule_kind = 'within_terms' and f.role = 'subject'
)

select
    {{ violation_columns(
        "case when f.is_undecided then 'undecided' else 'fail' end",
        'f.value', 'f.least - f.tolerance', 'f.greatest + f.tolerance') }}
from judged as f
where f.is_undecided
    or {{ exact('f.value') }} < {{ exact('f.least') }} - {{ exact('f.tolerance') }}
    or {{ exact('f.value') }} > {{ exact('f.greatest') }} + {{ exact('f.tolerance') }}
