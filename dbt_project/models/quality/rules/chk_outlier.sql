-- One row per rule and figure of a batch that is looked at which a method flags far beyond its limit and a wrong unit would
-- explain. Expected is the figure without the error, from two thirds to three halves of it.
select
    {{ violation_columns("'fail'", 'f.value', '2 * max(f.repaired_value) / 3', '1.5e0 * max(f.repaired_value)') }}
from (
    select r.rule_code, r.version, r.rule_kind, r.severity, g.*
    from {{ ref('chk_figure_flag') }} as g
    inner join {{ ref('stg_periods') }} as p on p.period_code = g.period_code
    inner join {{ ref('stg_rules') }} as r on {{ valid_on('r', 'p.start_date') }}
    where r.rule_kind = 'outlier' and g.is_unit_error and g.distance >= r.high
) as f
group by f.rule_code, f.version, f.rule_kind, f.severity, f.slice_id, {{ slice_columns('f') }}, f.value
