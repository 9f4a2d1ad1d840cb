-- One row per series of a batch that is looked at: how its figures differ from those of the earlier batches of the form and
-- kind of period, twelve at most, of which the median stands for all.
-- From 20 figures on, so that no single one moves a quantile far, and from two earlier batches on: with one, either of the two
-- may be the unusual one. Of counts a level below 5 is not compared: there one unit is a fifth and more.
with series as (
    select
        i.*,
        b.kind,
        b.calendar,
        b.batch_no,
        b.is_looked_at,
        concat_ws('|', i.form_code, i.indicator_code, i.breakdown_code, i.measure_code, i.source_code) as subject,
        case when i.n_whole < i.n then 0 else 5 end as min_level,
        cast(i.n_zero as double) / i.n as zero_share,
        case when i.n_last_digit >= 50 then cast(i.n_round as double) / i.n_last_digit end as round_share,
        -- 100 figures: Benford expects 4.6 of the digit 9; the digits of a narrow range are those of its level
        case
            when i.n_positive >= 100 and i.max_value >= 100 * i.min_positive
                then (i.benford_sum / i.n_positive - i.n_positive) / i.n_positive
        end as first_digit_distance
    from {{ ref('chk_batch_indicator') }} as i
    inner join {{ ref('chk_batch_form') }} as b on b.form_code = i.form_code and b.period_code = i.period_code
    where i.n >= 20
),

earlier as (
    select
        b.subject,
        b.period_code,
        count(*) as n_earlier,
        min(e.min_level) as min_level,
        median(case when e.n_positive >= 20 then e.median_value end) as median_value,
        median(case when e.n_positive >= 20 then e.p90_value end) as p90_value,
        median(e.zero_share) as zero_share,
        median(e.round_share) as round_share,
        median(e.first_digit_distance) as first_digit_distance
    from series as b
    inner join series as e
        on e.subject = b.subject
        and {{ is_earlier_batch('e', 'b') }}
    where b.is_looked_at
    group by b.subject, b.period_code
    having count(*) >= 2
)

select
    s.form_code,
    s.period_code,
    s.indicator_code,
    s.subject,
    i.name_vi || ' (' || concat_ws(', ', s.indicator_code, nullif(s.breakdown_code, '_T'), s.form_code, s.period_code)
    || ')' as subject_vi,
    coalesce(e.n_earlier, 0) as n_earlier,
    case when s.n_positive >= 20 and e.median_value >= e.min_level then s.median_value / e.median_value end as median_ratio,
    case when s.n_positive >= 20 and e.p90_value >= e.min_level then s.p90_value / e.p90_value end as p90_ratio,
    s.zero_share - e.zero_share as zero_change,
    s.round_share - e.round_share as round_change,
    s.first_digit_distance - e.first_digit_distance as first_digit_change
from series as s
inner join {{ ref('stg_indicators') }} as i on i.indicator_code = s.indicator_code and i.valid_to is null
left join earlier as e on e.subject = s.subject and e.period_code = s.period_code
where s.is_looked_at
