-- One row per term of a linear rule or cross-check: coefficient, factor, source, period and area of its figure, and half of
-- the last unit in which it is printed. What is counted is not rounded.
with declared as (
    select
        t.rule_code, t.version, t.term_no, t.role, t.indicator_code, t.breakdown_code, t.measure_code,
        coalesce(t.coefficient, 1) as coefficient,
        coalesce(t.product_no, -t.term_no) as product_no,
        t.source_code, t.shift, t.area_scope
    from {{ ref('stg_rules') }} as r
    inner join {{ ref('stg_rule_terms') }} as t on t.rule_code = r.rule_code and t.version = r.version
    where r.rule_kind = 'linear'
    union all
    -- at_most: first - (1 + tolerance) other <= 0; equal: first - other = 0 within the tolerance of the rule
    select
        c.check_code as rule_code,
        1 as version,
        1 as term_no,
        'subject' as role,
        {{ subject_side('c', 'indicator_code') }} as indicator_code,
        c.breakdown_code,
        c.measure_code,
        case when c.source_code = 'commune_sum' then -(1 + c.tolerance_pct / 100) else 1 end as coefficient,
        -1 as product_no,
        {{ subject_side('c', 'source_code') }} as source_code,
        null as shift,
        null as area_scope
    from {{ ref('stg_cross_checks') }} as c
    union all
    select
        c.check_code as rule_code,
        1 as version,
        2 as term_no,
        'term' as role,
        {{ other_side('c', 'indicator_code') }} as indicator_code,
        c.breakdown_code,
        c.measure_code,
        case
            when c.source_code = 'commune_sum' then 1
            when c.relation = 'at_most' then -(1 + c.tolerance_pct / 100)
            else -1
        end as coefficient,
        -2 as product_no,
        nullif({{ other_side('c', 'source_code') }}, 'commune_sum') as source_code,
        'same_month' as shift,
        case when {{ other_side('c', 'source_code') }} = 'commune_sum' then 'children' end as area_scope
    from {{ ref('stg_cross_checks') }} as c
)

select
    d.rule_code,
    d.version,
    d.term_no,
    d.role,
    d.indicator_code,
    d.breakdown_code,
    d.measure_code,
    cast(d.coefficient as double) as coefficient,
    d.product_no,
    d.source_code,
    d.shift,
    d.area_scope,
    case when i.decimals = 0 and u.uom_code = u.dimension then 0 else 0.5 * power(10e0, -i.decimals) end as half_unit,
    count(*) over (partition by d.rule_code, d.version) as n_terms
from declared as d
inner join {{ ref('stg_indicators') }} as i on i.indicator_code = d.indicator_code and i.valid_to is null
left join {{ ref('stg_uoms') }} as u on u.uom_code = i.uom_code
