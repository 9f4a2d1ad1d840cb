-- One row per province, indicator, breakdown, measure, source and period: the province's figure, and its rank among those
-- whose figures are whole. A sum over fewer communes than due is less than what it stands for; a held or missing figure
-- shows an earlier one; a figure of another definition is of something else: these have no rank.
with figures as (
    select
        v.*,
        r.simulated,
        c.name_vi as indicator_name_vi,
        case when v.measure_code = 'rank' then -1 else c.direction end as direction, -- the first rank is the best
        c.agg_area,
        c.scale,
        case
            when v.value is null then 'none'
            when not ({{ same_definition('i', 'c') }}) then 'other_definition'
            when v.is_last_good then 'last_good'
            when v.n_areas < v.n_areas_expected then 'partial'
            when v.n_areas_carried > 0 then 'carried'
            else 'whole'
        end as standing
    from {{ source('releases', 'indicator_value') }} as v
    inner join {{ ref('country_release') }} as r on r.province_code = v.province_code
    inner join {{ source('releases', 'period') }} as p
        on p.province_code = v.province_code and p.period_code = v.period_code
    inner join {{ source('releases', 'indicator') }} as i
        on i.province_code = v.province_code
        and i.indicator_code = v.indicator_code
        -- as indicator_value: a slice older than its indicator is described by the indicator's first version
        and (i.valid_from <= p.start_date or i.version = 1)
        and {{ not_ended_on('i', 'p.start_date') }}
    inner join {{ ref('country_indicator') }} as c on c.indicator_code = i.indicator_code and c.version = i.version
),

marked as (
    select
        f.*,
        f.standing in ('whole', 'carried') as is_ranked
    from figures as f
),

placed as (
    select
        m.*,
        rank() over (
            partition by {{ country_series('m') }}, m.is_ranked order by {{ snap('m.value * m.direction') }} desc
        ) as place
    from marked as m
)

select
    m.province_code,
    {{ country_series('m') }},
    m.indicator_name_vi,
    m.value,
    m.numerator,
    m.denominator,
    m.uom_code,
    m.standing,
    m.obs_status,
    m.figure_status,
    m.is_questioned,
    m.simulated,
    m.n_areas,
    m.n_areas_expected,
    m.n_areas_carried,
    m.agg_area,
    m.scale,
    m.direction,
    case when m.is_ranked then cast(m.place as bigint) end as rank,
    cast(sum(case when m.is_ranked then 1 else 0 end) over (partition by {{ country_series('m') }}) as bigint) as n_ranked
from placed as m
