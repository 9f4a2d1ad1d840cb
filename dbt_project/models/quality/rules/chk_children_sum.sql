-- One row per rule and total that its children do not add up to; undecided where a child or the total is missing.
with terms as (
    select
        t.rule_code,
        t.version,
        count(*) as n_children
    from {{ ref('stg_rule_terms') }} as t
    where t.role = 'child'
    group by t.rule_code, t.version
),

children as (
    select
        c.rule_code,
        c.version,
        c.area_id,
        c.source_code,
        c.period_code,
        count(c.value) as n_values,
        cast(sum({{ exact('c.value') }}) as double) as value
    from {{ ref('int_rule_figures') }} as c
    where c.rule_kind = 'children_sum' and c.role = 'child'
    group by c.rule_code, c.version, c.area_id, c.source_code, c.period_code
),

judged as (
    select
        f.*,
        c.value as expected,
        f.value is null or c.n_values is null or c.n_values < t.n_children as is_undecided
    from {{ ref('int_rule_figures') }} as f
    inner join terms as t on t.rule_code = f.rule_code and t.version = f.version
    left join children as c on {{ same_case('c', 'f') }}
    where f.rule_kind = 'children_sum' and f.role = 'total'
)

select
    {{ violation_columns(
        "case when f.is_undecided then 'undecided' else 'fail' end",
        'f.value', 'f.expected - f.tolerance', 'f.expected + f.tolerance') }}
from judged as f
where f.is_undecided or {{ is_apart('f.value', 'f.expected', 'f.tolerance') }}
