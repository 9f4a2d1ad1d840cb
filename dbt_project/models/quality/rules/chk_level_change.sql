-- One row per series and level that at least three figures in succession have held: a change of level, or one error that is
-- sent again and again. Figures that a person accepted or for which the rule is waived are not counted. Where several jump
-- rules accuse the figures up to the same one, the row is of the rule that accuses the longest run.
with levels as (
    select
        v.rule_code,
        v.version,
        {{ series_columns('v') }},
        min_by(v.period_code, f.start_date) as first_period_code,
        max_by(v.period_code, f.start_date) as last_period_code,
        count(*) as n_periods,
        min(v.observed) as least_value,
        max(v.observed) as largest_value,
        max_by(b.base_value, f.start_date) as base_value
    from {{ ref('chk_violation') }} as v
    inner join {{ ref('chk_jump_figure') }} as f
        on f.rule_code = v.rule_code
        and f.version = v.version
        and f.slice_id = v.slice_id
    inner join {{ ref('chk_jump_baseline') }} as b
        on b.rule_code = v.rule_code
        and b.version = v.version
        and b.slice_id = v.slice_id
    where v.rule_kind = 'jump' and not v.is_waived and not f.is_confirmed
    group by v.rule_code, v.version, {{ series_columns('v') }}, f.span, f.level_no
    having count(*) >= 3
)

select l.*
from levels as l
qualify row_number() over (
        partition by {{ series_columns('l') }}, l.last_period_code
        order by l.n_periods desc, l.rule_code asc
    ) = 1
