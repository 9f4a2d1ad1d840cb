-- One row per run and leaf to be treated: its tests, what was done, and the numbers that doing it again needs (step:
-- treat). A column that winsorising leaves without a range cannot be judged and stays as it was, as in COINr.
with decided as (
    select
        t.run_no, t.node_no, t.n, t.least, t.most, t.skew, t.kurtosis, t.is_passed,
        w.clip_low, w.clip_high, w.n_moved, w.skew as skew_after, w.kurtosis as kurtosis_after,
        w.is_passed as is_passed_after,
        case
            when t.is_passed then 'none'
            when t.is_passed is null or w.is_passed is null then 'untested'
            when w.is_passed or r.treat_transform = 'none' then 'winsorise'
            else r.treat_transform
        end as treat_kind
    from {{ ref('fct_index_test') }} as t
    inner join {{ ref('int_index_run') }} as r on r.run_no = t.run_no
    left join {{ ref('fct_index_winsorised') }} as w on w.run_no = t.run_no and w.node_no = t.node_no and not w.goes_on
),

points as (
    select p.run_no, p.node_no, p.n_point, {{ index_treat('p.value', 'd') }} as value
    from {{ ref('fct_index_point') }} as p
    inner join decided as d on d.run_no = p.run_no and d.node_no = p.node_no
    where d.treat_kind like 'log%'
),

tested as (
    {{ index_moments('points', 'run_no, node_no') }}
)

select
    d.run_no,
    d.node_no,
    d.n,
    d.least,
    d.most,
    d.skew,
    d.kurtosis,
    d.is_passed,
    d.treat_kind,
    d.clip_low,
    d.clip_high,
    case when d.treat_kind <> 'untested' then d.n_moved end as n_winsorised,
    case when d.treat_kind <> 'untested' then d.skew_after end as skew_winsorised,
    case when d.treat_kind <> 'untested' then d.kurtosis_after end as kurtosis_winsorised,
    case when d.treat_kind <> 'untested' then d.is_passed_after end as is_passed_winsorised,
    t.skew as skew_transformed,
    t.kurtosis as kurtosis_transformed,
    {{ index_passes('t', 'r') }} as is_passed_transformed
from decided as d
inner join {{ ref('int_index_run') }} as r on r.run_no = d.run_no
left join tested as t on t.run_no = d.run_no and t.node_no = d.node_no
