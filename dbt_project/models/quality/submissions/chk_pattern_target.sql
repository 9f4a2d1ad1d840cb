-- One row per report that is looked at and target (at least, more than) that one of its figures passes by less than one unit of
-- its count. Of a form with many senders only where such figures are bunched: of ten or more that lie within a unit on either
-- side, at least four fifths above. Of a form with one sender there is no such base rate.
with target as (
    select distinct t.target_id, t.indicator_code, t.low
    from {{ ref('stg_targets') }} as t
    where t.judged_as in ('ge', 'gt') and t.low > 0
),

figure as (
    select f.form_code, f.reporter_code, f.period_code, t.target_id, t.low, f.value, 1e0 as step
    from {{ ref('chk_looked_at_figure') }} as f
    inner join target as t on t.indicator_code = f.indicator_code
    where f.is_count
    union all
    select f.form_code, f.reporter_code, f.period_code, t.target_id, t.low, i.scale * f.value / d.value as value, i.scale / d.value as step
    from {{ ref('chk_looked_at_figure') }} as f
    inner join {{ ref('stg_indicators') }} as i
        on i.numerator_code = f.indicator_code
        and {{ valid_on('i', 'f.start_date') }}
    inner join target as t on t.indicator_code = i.indicator_code
    inner join {{ ref('chk_looked_at_figure') }} as d
        on d.indicator_code = i.denominator_code
        and d.area_id = f.area_id
        and d.breakdown_code = f.breakdown_code
        and d.measure_code = f.measure_code
        and d.source_code = f.source_code
        and d.period_code = f.period_code
    where f.is_count and d.value > 0
),

near as (
    select
        f.*,
        f.value >= f.low and f.value - f.step < f.low as is_above,
        f.value < f.low and f.value + f.step >= f.low as is_below
    from figure as f
),

rated as (
    select
        n.*,
        count(*) over batch as n_report,
        count(case when n.is_above then 1 end) over batch as n_above,
        count(case when n.is_below then 1 end) over batch as n_below
    from near as n
    window batch as (partition by n.form_code, n.period_code, n.target_id)
)

select
    form_code, reporter_code, period_code, 'above_target' as pattern_code, target_id as subject,
    n_above + n_below as n_compared, n_above as n_hit, 100e0 * n_above / n_report as batch_pct, cast(null as double) as sender_pct
from rated
where is_above and (n_report = 1 or (n_above + n_below >= 10 and n_above >= 0.8 * (n_above + n_below)))
