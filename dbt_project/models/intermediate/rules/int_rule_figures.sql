-- One row per rule term and slice it speaks of: the figures that every rule kind works on whose terms share area, source and
-- period. Terms of linear rules may not: int_linear_figures.
select
    r.rule_code,
    r.version,
    r.rule_kind,
    r.severity,
    r.tolerance,
    r.low,
    r.high,
    r.min_base,
    t.term_no,
    t.role,
    f.*,
    p.previous_code,
    p.previous_in_year_code,
    p.is_year_start
from {{ ref('stg_rules') }} as r
inner join {{ ref('stg_rule_terms') }} as t on t.rule_code = r.rule_code and t.version = r.version
inner join {{ ref('int_figures') }} as f
    on f.indicator_code = t.indicator_code
    and f.breakdown_code = t.breakdown_code
    and f.measure_code = t.measure_code
inner join {{ ref('stg_periods') }} as p
    on p.period_code = f.period_code
    and {{ valid_on('r', 'p.start_date') }}
where r.rule_kind <> 'linear'
