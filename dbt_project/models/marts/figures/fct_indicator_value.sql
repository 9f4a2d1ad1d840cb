-- One row per slice: what an area's own figures say, and what its communes' figures add up to.
select
    f.slice_id,
    {{ slice_columns('f') }},
    f.value,
    f.numerator,
    f.denominator,
    f.uom_code,
    f.obs_status,
    f.figure_status,
    cast(1 as bigint) as n_areas,
    cast(1 as bigint) as n_areas_expected,
    cast(0 as bigint) as n_areas_carried,
    cast(1 as double) as current_share,
    f.is_derived
from {{ ref('fct_admitted_figure') }} as f
union all
select
    s.slice_id,
    {{ slice_columns('s') }},
    s.value,
    s.numerator,
    s.denominator,
    s.uom_code,
    s.obs_status,
    s.figure_status,
    s.n_areas,
    s.n_areas_expected,
    s.n_areas_carried,
    s.current_share,
    true as is_derived
from {{ ref('fct_area_sum') }} as s
