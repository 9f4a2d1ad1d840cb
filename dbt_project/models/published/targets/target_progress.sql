-- One row per target of the province, source and period with a figure; a target without any has one row, no_data.
select
    t.target_id,
    t.home_area_id as area_id,
    t.indicator_code,
    c.source_code,
    o.name_vi as source_name_vi, o.name_en as source_name_en,
    t.choice_vi, t.choice_en,
    coalesce(c.period_code, b.occasion_period) as period_code,
    row_number() over (
        partition by t.target_id
        order by
            c.month_no desc, case when v.period_kind = 'year' then 0 else 1 end asc, c.period_code desc, c.source_code asc
    ) = 1 as is_latest,
    c.n_periods,
    c.value,
    v.obs_status,
    v.figure_status,
    v.n_areas, v.n_areas_expected,
    v.current_share,
    coalesce(v.is_questioned, false) as is_questioned,
    coalesce(v.is_lower_bound, false) as is_lower_bound,
    t.judged_low as goal_low, t.judged_high as goal_high,
    t.uom_code,
    s.base_kind,
    s.base_value,
    cast((s.base_month_no - 1 - mod(s.base_month_no - 1, 12)) / 12 as bigint) as base_year,
    cast(mod(s.base_month_no - 1, 12) + 1 as bigint) as base_month,
    s.registered_value, s.registered_year_from, s.registered_year_to,
    coalesce(s.is_other_border, false) as is_other_border,
    n.known_vi,
    e.beside_vi, e.beside_en,
    c.gap,
    c.expected_value,
    c.required_step,
    c.linear_ratio,
    c.cagr_ratio,
    c.logit_ratio,
    c.forecast,
    c.trend_ratio,
    coalesce(c.distance_class, 'no_data') as distance_class,
    coalesce(c.linear_class, case when c.target_id is null then 'no_data' end) as linear_class,
    coalesce(c.cagr_class, case when c.target_id is null then 'no_data' end) as cagr_class,
    coalesce(c.logit_class, case when c.target_id is null then 'no_data' end) as logit_class,
    coalesce(c.trend_class, case when c.target_id is null then 'no_data' end) as trend_class,
    {{ class_of_target() }} as progress_class,
    k.label_vi as progress_class_vi, k.label_en as progress_class_en,
    cast(coalesce(c.n_methods, 0) as bigint) as n_methods,
    t.binding,
    f.form_state,
    f.form_code,
    f.holder_vi,
    stated.quote,
    stated.number_vi,
    stated.document_file,
    stated.line,
    stated.horizon_to,
    stated.indicator_name_vi
from {{ ref('int_targets') }} as t
inner join {{ ref('target') }} as stated on stated.target_id = t.target_id
inner join {{ ref('stg_builds') }} as b on b.province_area_id = t.home_area_id
inner join {{ ref('stg_periods') }} as p on p.period_code = b.occasion_period
inner join {{ ref('int_target_forms') }} as f on f.target_id = t.target_id
left join {{ ref('int_target_known') }} as n on n.target_id = t.target_id
left join {{ ref('fct_target_beside') }} as e on e.target_id = t.target_id
left join {{ ref('fct_target_class') }} as c on c.target_id = t.target_id
left join {{ ref('fct_target_value') }} as v
    on v.target_id = c.target_id and v.source_code = c.source_code and v.period_code = c.period_code
left join {{ ref('stg_sources') }} as o on o.source_code = c.source_code
left join {{ ref('fct_target_base') }} as s on s.target_id = c.target_id and s.source_code = c.source_code
left join {{ ref('stg_vocabulary') }} as k on k.vocabulary = 'progress_class' and k.code = {{ class_of_target() }}
