-- One row per report that is looked at whose sender writes round numbers, over thirteen periods: heaping, last digits 0 and 5 of
-- counts from 10 on, far above their share in the batch; back_solved, totals that end in 0 while their parts do not.
-- A figure that stands still is counted once.
with totals as (
    select distinct t.indicator_code, t.breakdown_code, t.measure_code
    from {{ ref('stg_rules') }} as r
    inner join {{ ref('stg_rule_terms') }} as t on t.rule_code = r.rule_code and t.version = r.version
    where r.rule_kind = 'children_sum' and t.role = 'total'
),

figure as (
    select distinct
        h.form_code, h.reporter_code, h.period_code, h.indicator_code, h.breakdown_code, h.measure_code, h.value,
        h.value = 5 * floor(h.value / 5) as is_round_5,
        h.value = 10 * floor(h.value / 10) as is_round_10,
        t.indicator_code is not null as is_total
    from {{ ref('chk_report_history') }} as h
    left join totals as t
        on t.indicator_code = h.indicator_code
        and t.breakdown_code = h.breakdown_code
        and t.measure_code = h.measure_code
    where h.is_count and h.value >= 10 and h.value = floor(h.value)
),

report as (
    select
        form_code, reporter_code, period_code,
        count(*) as n,
        count(case when is_round_5 then 1 end) as n_round,
        count(case when is_total and value >= 50 then 1 end) as n_total,
        count(case when is_total and value >= 50 and is_round_10 then 1 end) as n_round_total,
        count(case when not is_total and is_round_10 then 1 end) as n_round_part,
        count(case when not is_total then 1 end) as n_part
    from figure
    group by form_code, reporter_code, period_code
),

rated as (
    select
        r.*,
        cast(sum(r.n_round) over batch as double) / sum(r.n) over batch as round_share,
        cast(sum(r.n_round_total) over batch as double) / nullif(sum(r.n_total) over batch, 0) as total_share
    from report as r
    window batch as (partition by r.form_code, r.period_code)
)

-- 20 digits, of which a fifth is expected: beyond four standard deviations of the share in the batch. The history is the sample.
select
    form_code, reporter_code, period_code, 'heaping' as pattern_code, cast(null as string) as subject,
    n as n_compared, n_round as n_hit, 100 * round_share as batch_pct, 100e0 * n_round / n as sender_pct
from rated
where n >= 20 and n_round - n * greatest(round_share, 0.2) > 4 * sqrt(n * greatest(round_share, 0.2) * (1 - least(round_share, 0.8)))
union all
-- four totals: by chance all four end in 0 once in 10,000
select
    form_code, reporter_code, period_code, 'back_solved' as pattern_code, cast(null as string) as subject,
    n_total as n_compared, n_round_total as n_hit, 100 * total_share as batch_pct, 100e0 * n_round_total / n_total as sender_pct
from rated
where n_total >= 4 and n_round_total >= 0.8 * n_total and n_round_part < 0.5 * n_part
