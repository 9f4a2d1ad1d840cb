-- One row per indicator and version: its definition in the newest release that has it. Provinces may have codebooks of
-- different dates; figures of another definition are neither ranked nor added.
with stated as (
    select
        i.*,
        row_number() over (
            partition by i.indicator_code, i.version
            order by r.occasion_period desc, i.province_code asc
        ) as turn_no
    from {{ source('releases', 'indicator') }} as i
    inner join {{ ref('country_release') }} as r on r.province_code = i.province_code
),

newest as (
    select * from stated
    where turn_no = 1
)

select
    n.indicator_code, n.version,
    max(n.province_code) as stated_by,
    max(n.name_vi) as name_vi,
    max(n.name_en) as name_en,
    max(n.uom_code) as uom_code,
    cast(max(n.direction) as bigint) as direction,
    max(n.agg_area) as agg_area,
    max(n.numerator_code) as numerator_code,
    max(n.denominator_code) as denominator_code,
    max(n.scale) as scale,
    count(*) as n_provinces,
    cast(sum(case when {{ same_definition('s', 'n') }} then 0 else 1 end) as bigint) as n_differing
from newest as n
inner join stated as s on s.indicator_code = n.indicator_code and s.version = n.version
group by n.indicator_code, n.version
