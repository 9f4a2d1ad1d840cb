-- One row per area, set whose figures were carried over, and slice but for its area: the figure on its borders.
with indicators as (
    select indicator_code, name_vi
    from {{ ref('stg_indicators') }}
    qualify row_number() over (partition by indicator_code order by version desc) = 1
)

select
    b.area_id,
    a.name_vi as area_name_vi,
    a.area_set,
    b.from_set,
    b.direction,
    b.indicator_code,
    i.name_vi as indicator_name_vi,
    b.breakdown_code,
    b.measure_code,
    b.source_code,
    b.period_code,
    b.method,
    b.obs_status,
    b.value,
    b.value_low,
    b.value_high,
    b.uom_code,
    b.weight_class,
    b.n_areas,
    b.n_areas_expected,
    b.n_split,
    b.reason_code
from {{ ref('fct_border_value') }} as b
inner join {{ ref('stg_areas') }} as a on a.area_id = b.area_id
inner join indicators as i on i.indicator_code = b.indicator_code
