-- One row per linear rule, term, province and period: the sum over the areas below, and how far it may be from what it will
-- be when the absent ones have sent. An absent one counts with its usual contribution: a stock with what a release last
-- published of it, give or take half; a flow with as many times the mean of those that sent as it then was of the mean; one
-- that was never published with the mean; both give or take the whole. While none is published the sum has no value.
-- Figures of two sources are never added: of several that which most areas give.
with absent as (
    select
        c.rule_code, c.version, c.term_no, {{ slice_columns('c') }},
        case
            when i.stock_flow = 'stock' then b.value
            else c.mean_value * b.value / nullif(b.mean_value, 0)
        end as known_value,
        i.stock_flow = 'stock' as is_stock
    from {{ ref('int_linear_child') }} as c
    inner join {{ ref('stg_periods') }} as p on p.period_code = c.period_code
    inner join {{ ref('stg_indicators') }} as i on i.indicator_code = c.indicator_code and {{ valid_on('i', 'p.start_date') }}
    inner join {{ ref('int_linear_published') }} as b on {{ same_series('b', 'c') }}
    inner join {{ ref('stg_periods') }} as q on q.period_code = b.period_code and q.kind = p.kind and q.calendar = p.calendar
    where c.value is null
    -- the latest up to this period, else the first after it
    qualify row_number() over (
            partition by c.rule_code, c.version, c.term_no, {{ slice_columns('c') }}
            order by
                case when q.start_date <= p.start_date then 0 else 1 end,
                case when q.start_date <= p.start_date then q.start_date end desc,
                q.start_date asc
        ) = 1
),

series as (
    select distinct parent_id, indicator_code, breakdown_code, measure_code, source_code
    from {{ ref('int_linear_published') }}
),

parts as (
    select
        c.rule_code, c.version, c.term_no, c.parent_id, c.source_code, c.period_code, c.is_due, c.value,
        coalesce(c.value, u.known_value, case when s.parent_id is not null then c.mean_value end) as used_value,
        case
            when c.value is not null then 0e0
            when u.is_stock then abs(u.known_value) / 2
            else abs(coalesce(u.known_value, c.mean_value))
        end as spread
    from {{ ref('int_linear_child') }} as c
    left join absent as u
        on u.rule_code = c.rule_code and u.version = c.version and u.term_no = c.term_no and {{ same_slice('u', 'c') }}
    left join series as s
        on s.parent_id = c.parent_id
        and s.indicator_code = c.indicator_code
        and s.breakdown_code = c.breakdown_code
        and s.measure_code = c.measure_code
        and s.source_code = c.source_code
),

sums as (
    select
        x.rule_code, x.version, x.term_no, x.parent_id as area_id, x.source_code, x.period_code,
        case
            when max(r.missing_strategy) <> 'undecided' then cast(sum({{ exact('x.value') }}) as double)
            when count(x.value) > 0 and count(x.used_value) = count(*) then cast(sum({{ exact('x.used_value') }}) as double)
        end as value,
        case when max(r.missing_strategy) = 'undecided' then cast(sum({{ exact('x.spread') }}) as double) else 0e0 end as spread,
        count(*) as n_areas
    from parts as x
    inner join {{ ref('int_rules') }} as r on r.rule_code = x.rule_code and r.version = x.version
    group by x.rule_code, x.version, x.term_no, x.parent_id, x.source_code, x.period_code
    -- a figure that nobody owes yet is none
    having bool_or(x.is_due)
)

select *
from sums
qualify row_number() over (
        partition by rule_code, version, term_no, area_id, period_code order by n_areas desc, source_code asc
    ) = 1
