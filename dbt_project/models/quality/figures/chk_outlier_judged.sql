-- One row per figure of a batch that is looked at and comparison: with its own past, with the change of its peers, or, where
-- neither can be judged, with their level.
with point as (select * from {{ ref('chk_outlier_point') }}),

change as (
    select *
    from point
    where is_pair and n_pair >= {{ outlier_constant('n_hb') }}
),

{% for method in ['modified_z', 'iqr', 'adjusted_box'] %}
for_{{ method }} as (
    select p.*
    from point as p
    inner join {{ ref('chk_outlier_level') }} as l on l.series_no = p.series_no
    where l.method = '{{ method }}'
),
{% endfor %}

judged as (
    select 'change' as compared, h.* from ({{ outlier_hb('change') }}) as h
    union all
    select 'level' as compared, z.* from ({{ outlier_modified_z('for_modified_z') }}) as z
    union all
    select 'level' as compared, q.* from ({{ outlier_iqr('for_iqr') }}) as q
    union all
    select 'level' as compared, b.* from ({{ outlier_adjusted_box('for_adjusted_box') }}) as b
    where abs(b.medcouple) <= {{ outlier_constant('medcouple_high') }}
),

-- of the group of its kind and that of all, the first that could judge; a change says more than a level
chosen as (
    select
        p.slice_id,
        case when j.compared = 'change' then p.basis else 'level' end as basis,
        p.peers,
        case when j.compared = 'level' then l.quartile_skewness end as skewness,
        j.*
    from judged as j
    inner join point as p on p.point_no = j.point_no
    left join {{ ref('chk_outlier_level') }} as l on l.series_no = p.series_no
    where (p.n >= {{ outlier_constant('n_hb') }} or not p.is_of_kind) and (p.is_new or j.compared = 'change')
    qualify row_number() over (partition by p.slice_id order by j.compared, case when p.is_of_kind then 0 else 1 end) = 1
),

past as (
    select
        f.slice_id,
        f.n_past,
        f.value,
        f.middle,
        f.last_year,
        f.mad > f.nothing as has_mad,
        {{ outlier_modified_score('f.value', 'f.middle', 'f') }} as score,
        {{ outlier_modified_score('f.value', 'f.last_year', 'f') }} as last_year_score
    from {{ ref('chk_outlier_past') }} as f
    where f.n_past >= {{ outlier_constant('n_z') }}
)

select slice_id, basis, peers, method, n, skewness, value, score, centre, low, high, expected, medcouple
from chosen
union all
-- a month that is as far from the others each year is no outlier: the nearer of both centres counts
select
    slice_id, 'past' as basis, cast(null as string) as peers, case when has_mad then 'modified_z' else 'modified_z_mean' end as method,
    n_past as n, cast(null as double) as skewness, value,
    case when abs(last_year_score) < abs(score) then last_year_score else score end as score,
    0e0 as centre, -{{ outlier_constant('z_limit') }} as low, {{ outlier_constant('z_limit') }} as high,
    case when abs(last_year_score) < abs(score) then last_year else middle end as expected,
    cast(null as double) as medcouple
from past
