-- One row per indicator of the availability calendar and year that has begun: whether the province's official figure is
-- here, missing, not due yet, never published for that year, or published on no known day.
select * from {{ ref('fct_figure_availability') }}
