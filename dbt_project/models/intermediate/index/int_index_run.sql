-- One row per index field and period that it may be computed for: a run, numbered, with its method in full.
-- A run is one structure under one method over one population in one period; runs that differ in the period alone
-- are one series.
with runs as (
    select
        f.index_code, f.structure_version, f.method_version, f.field_code, f.area_set, f.parent_id,
        p.period_code, p.start_date, coalesce(f.areas_on, p.start_date) as areas_on,
        m.normalise_kind, m.scale_low, m.scale_high, m.screen_min_coverage, m.impute_grouping_code,
        m.impute_max_periods, m.treat_winmax, m.reference_area_id, m.merge_kind,
        coalesce(m.impute_kind, 'none') as impute_kind,
        coalesce(m.treat_skew_threshold, 2) as treat_skew_threshold,
        coalesce(m.treat_kurtosis_threshold, 3.5) as treat_kurtosis_threshold,
        coalesce(m.treat_transform, 'log_ct') as treat_transform,
        coalesce(m.z_mean, 0) as z_mean,
        coalesce(m.z_sd, 1) as z_sd,
        coalesce(m.is_capped, false) as is_capped,
        coalesce(m.is_clipped, true) as is_clipped,
        coalesce(m.bounds_kind, 'period') as bounds_kind,
        coalesce(m.weight_kind, 'own') as weight_kind
    from {{ ref('stg_index_fields') }} as f
    inner join {{ ref('stg_index_methods') }} as m
        on m.index_code = f.index_code and m.method_version = f.method_version
    inner join {{ ref('stg_periods') }} as p
        on p.kind = f.period_kind
        and p.calendar = f.calendar
        and {{ valid_on('f', 'p.start_date') }}
    where coalesce(m.status, 'computed') = 'computed'
),

numbered as (
    select
        r.*,
        cast(row_number() over (order by index_code, structure_version, method_version, field_code, period_code) as integer) as run_no,
        cast(dense_rank() over (order by index_code, structure_version, method_version, field_code) as integer) as series_no
    from runs as r
)

select
    n.*,
    cast(dense_rank() over (partition by n.series_no order by n.start_date) as integer) as period_place,
    -- the group whose extremes, means and ranks a figure is held against
    case
        when n.bounds_kind = 'panel' then min(n.run_no) over (partition by n.series_no)
        else n.run_no
    end as bound_no
from numbered as n
