-- One row per two ranks in different fields and way of comparing them: which asks for more, or that they cannot be compared.
-- percentile: N of the field. score: between which published scores the N-th place lies, in the edition of each field
-- of which most places were printed. merged: among how many of today's provinces the first N old ones lie, between
-- the places that are known and what the unknown ones could add. The answers may differ; none is averaged away.
with sides as (
    select
        p.target_a,
        p.target_b,
        t.target_id,
        t.low as n,
        t.family_code,
        try_cast(t.rank_population as double) as field
    from {{ ref('int_target_pairs') }} as p
    inner join {{ ref('int_targets') }} as t on t.target_id in (p.target_a, p.target_b)
    where p.finding_kind = 'rank_field'
),

placed as (
    select
        s.target_a,
        s.target_b,
        s.target_id,
        s.n,
        s.field,
        100 * s.n / nullif(s.field, 0) as percentile,
        max(p.year) as year,
        max(case when p.rank >= s.n then p.score end) as score_low,
        min(case when p.rank <= s.n then p.score end) as score_high,
        count(distinct case when p.rank <= s.n then p.area_id end) as merged_low,
        least(
            34, count(distinct case when p.rank <= s.n then p.area_id end)
            + s.n - count(case when p.rank <= s.n then 1 end)
        ) as merged_high
    from sides as s
    left join {{ ref('int_rank_editions') }} as p on p.family_code = s.family_code and p.n_field = s.field
    group by s.target_a, s.target_b, s.target_id, s.n, s.field
),

ways as (
    -- every way as a span of strictness: the lower the span, the more is asked
    select target_a, target_b, target_id, 'percentile' as way, percentile as low, percentile as high, year from placed
    union all
    select target_a, target_b, target_id, 'score' as way, -score_high as low, -score_low as high, year from placed
    union all
    select
        target_a, target_b, target_id, 'merged' as way,
        case when field = 63 then merged_low when field = 34 then n end as low,
        case when field = 63 then merged_high when field = 34 then n end as high,
        year
    from placed
)

select
    a.target_a,
    a.target_b,
    a.way,
    abs(case when a.way = 'score' then a.high else a.low end) as low_a,
    abs(case when a.way = 'score' then a.low else a.high end) as high_a,
    abs(case when b.way = 'score' then b.high else b.low end) as low_b,
    abs(case when b.way = 'score' then b.low else b.high end) as high_b,
    a.year as year_a,
    b.year as year_b,
    case
        when a.high < b.low then 'a'
        when b.high < a.low then 'b'
        when a.low = b.low and a.high = b.high and a.low = a.high then 'equal'
        else 'undecided'
    end as asks_more
from ways as a
inner join ways as b
    on b.target_a = a.target_a
    and b.target_b = a.target_b
    and b.way = a.way
    and b.target_id = b.target_b
where a.target_id = a.target_a
