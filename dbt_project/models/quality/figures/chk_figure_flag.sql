-- One row per figure and comparison whose method flags it, if the distance is more than counting noise (3.5 square roots of a
-- count) or a tenth of another figure: for the statistician. `is_unit_error`: a wrong unit would explain it, both sizes are
-- large enough to tell, the series is never 0, and the form gives no explanation of five words; chk_outlier asks the sender
-- about those far enough.
with judged as (
    select
        f.*,
        j.basis,
        j.peers,
        j.method,
        j.n,
        j.skewness,
        j.score,
        j.low,
        j.high,
        j.expected,
        j.medcouple,
        {{ outlier_distance('j') }} as distance,
        ({{ outlier_verdict('j') }})
        and abs(j.value - j.expected) > case
            when f.is_count then {{ outlier_constant('z_limit') }} * sqrt(greatest(abs(j.expected), 1))
            else 0.1e0 * abs(j.expected)
        end as is_flagged
    from {{ ref('chk_outlier_judged') }} as j
    inner join {{ ref('chk_outlier_past') }} as f on f.slice_id = j.slice_id
),

rated as (
    select
        j.*,
        coalesce(j.recent_middle, case when j.basis <> 'level' then j.expected end) as usual,
        count(*) over (partition by j.form_code, j.period_code, j.basis) as n_judged,
        count(case when j.is_flagged then 1 end) over (partition by j.form_code, j.period_code, j.basis) as n_flagged
    from judged as j
),

repaired as (
    select r.*, {{ outlier_repair('r.value', 'r.usual') }} as repaired_value
    from rated as r
    where r.is_flagged
),

hinted as (
    select r.*, {{ outlier_hint('r.value', 'r.repaired_value') }} as hint_code
    from repaired as r
)

select
    h.slice_id,
    {{ slice_columns('h') }},
    h.form_code,
    h.basis,
    h.method,
    h.peers,
    h.n,
    h.skewness,
    h.medcouple,
    h.value,
    h.expected,
    h.score,
    h.low as score_low,
    h.high as score_high,
    h.distance,
    h.hint_code,
    h.repaired_value,
    100e0 * h.n_flagged / h.n_judged as base_rate_pct,
    coalesce(
        h.hint_code like '%fold' and h.basis <> 'level' and {{ n_words('h.explanation') }} < 5 and not h.has_zero
        and least(h.value, h.usual) >= {{ outlier_constant('asked_low') }},
        false
    ) as is_unit_error
from hinted as h
