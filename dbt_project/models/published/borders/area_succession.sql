-- One row per area that ended and area that took over all or part of it.
select * from {{ ref('fct_area_succession') }}
