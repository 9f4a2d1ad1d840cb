-- One row per target: the forms that bring its figure to this province, or why none does and who holds it.
-- collected: asked for here, with all parts of a ratio or sum; elsewhere: a form exists but no one here is asked for it;
-- uncollected: the reason is stated.
with collected as (
    select indicator_code, {{ joined_texts('form_code', ', ', distinct=true) }} as form_code
    from {{ ref('int_collected_figures') }}
    group by indicator_code
),

existing as (
    select indicator_code, min(form_code) as form_code
    from {{ ref('int_indicator_forms') }}
    group by indicator_code
)

select
    t.target_id,
    case
        when c.form_code is not null and t.home_area_id = b.province_area_id then 'collected'
        when e.form_code is not null then 'elsewhere'
        when u.indicator_code is not null then 'uncollected'
        else 'none'
    end as form_state,
    coalesce(c.form_code, e.form_code, u.form_code) as form_code,
    case when c.form_code is null and e.form_code is null then u.holder_vi end as holder_vi,
    case when c.form_code is null and e.form_code is null then u.reason_vi end as note_vi
from {{ ref('int_targets') }} as t
cross join {{ ref('stg_builds') }} as b
left join collected as c on c.indicator_code = t.indicator_code
left join existing as e on e.indicator_code = t.indicator_code
left join {{ ref('stg_uncollected') }} as u on u.indicator_code = t.indicator_code
