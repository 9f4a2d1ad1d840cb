-- One row per province, indicator, breakdown, measure and period summed over its communes' figures of one source.
-- Counts are summed; a ratio is rebuilt from the sums of its parts over communes that have both, never averaged.
-- Figures of two sources are never added: of several the one that most communes owe is summed, else that most communes gave.
-- There is no total without a figure of the period; what the absent communes last published is carried where it lasts.
-- A total of which a part is asked about is itself in question.
with expected as (
    select
        a.parent_id, e.indicator_code, e.breakdown_code, e.measure_code, e.source_code, e.period_code,
        count(distinct e.area_id) as n_areas_expected
    from {{ ref('int_expected_slices') }} as e
    inner join {{ ref('stg_areas') }} as a on a.area_id = e.area_id and a.level = 'commune'
    where e.is_applicable
    group by a.parent_id, e.indicator_code, e.breakdown_code, e.measure_code, e.source_code, e.period_code
),

summed as (
    select
        c.parent_id as area_id, c.indicator_code, c.breakdown_code, c.measure_code, c.source_code, c.period_code, c.uom_code,
        c.agg_area, c.counted_code,
        max(c.scale) as scale,
        {{ least_final_of('c.figure_status') }} as figure_status,
        cast(sum(case when c.is_summed then 1 else 0 end) as bigint) as n_areas,
        cast(sum(case when c.is_summed and c.is_carried then 1 else 0 end) as bigint) as n_areas_carried,
        cast(sum(case when c.is_summed then {{ exact('c.value') }} end) as double) as value,
        cast(sum(case when c.is_summed and c.value is not null then {{ exact('c.numerator') }} end) as double) as numerator,
        cast(sum(case when c.is_summed and c.value is not null then {{ exact('c.denominator') }} end) as double) as denominator,
        {{ current_share('c') }} as current_share,
        bool_or(c.is_summed and c.is_questioned) as is_questioned
    from {{ ref('fct_area_part') }} as c
    group by
        c.parent_id, c.indicator_code, c.breakdown_code, c.measure_code, c.source_code, c.period_code, c.uom_code,
        c.agg_area, c.counted_code
    having min(case when c.is_carried then 1 else 0 end) = 0
),

chosen as (
    select
        s.*,
        coalesce(e.n_areas_expected, s.n_areas) as n_areas_expected,
        case when s.agg_area = 'sum' then s.value else s.scale * s.numerator / nullif(s.denominator, 0) end as total
    from summed as s
    left join expected as e
        on e.parent_id = s.area_id
        and e.indicator_code = s.counted_code
        and e.breakdown_code = s.breakdown_code
        and e.measure_code = s.measure_code
        and e.source_code = s.source_code
        and e.period_code = s.period_code
    qualify row_number() over (
            partition by s.area_id, s.indicator_code, s.breakdown_code, s.measure_code, s.period_code, s.uom_code
            order by coalesce(e.n_areas_expected, 0) desc, s.n_areas desc, s.source_code asc
        ) = 1
)

select
    s.area_id || '|' || s.indicator_code || '|' || s.breakdown_code || '|' || s.measure_code
    || '|commune_sum|' || s.period_code as slice_id,
    s.area_id, s.indicator_code, s.breakdown_code, s.measure_code, 'commune_sum' as source_code, s.period_code,
    s.source_code as summed_source_code,
    s.total as value,
    case when s.agg_area = 'ratio' then s.numerator end as numerator,
    case when s.agg_area = 'ratio' then s.denominator end as denominator,
    s.uom_code,
    s.figure_status,
    case
        when s.n_areas < s.n_areas_expected then 'partial'
        when s.total is null then 'zero_denominator'
        when s.n_areas_carried > 0 then 'carried'
        else 'computed'
    end as obs_status,
    s.n_areas, s.n_areas_expected, s.n_areas_carried, s.current_share, s.is_questioned
from chosen as s
