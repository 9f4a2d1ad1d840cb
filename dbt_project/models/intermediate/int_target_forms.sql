-- One row per target: the form that brings its figure to this province, else the one that would, and who holds it.
-- collected: a form in force for the province; elsewhere: a form exists but no one here owes it; planned: a proposal.
with owed as (
    select distinct o.form_code from {{ ref('stg_obligations') }} as o
),

planned as (
    select
        i.indicator_code,
        string_agg(distinct p.form_code, ', ' order by p.form_code) as form_code,
        string_agg(distinct p.holder_vi, '; ' order by p.holder_vi) as holder_vi,
        string_agg(distinct p.note_vi, ' ' order by p.note_vi) as note_vi
    from {{ ref('stg_indicators') }} as i
    inner join {{ ref('stg_planned_collections') }} as p
        on p.indicator_code in (i.indicator_code, i.numerator_code, i.denominator_code)
    group by i.indicator_code
),

existing as (
    select f.indicator_code, min(f.form_code) as form_code, max(o.form_code) as owed_form_code
    from {{ ref('int_indicator_forms') }} as f
    left join owed as o on o.form_code = f.form_code
    group by f.indicator_code
)

select
    t.target_id,
    case
        when e.owed_form_code is not null and t.home_area_id = b.province_area_id then 'collected'
        when e.form_code is not null then 'elsewhere'
        when p.form_code is not null then 'planned'
        else 'none'
    end as form_state,
    coalesce(e.owed_form_code, e.form_code, p.form_code) as form_code,
    case when e.form_code is null then p.holder_vi end as holder_vi,
    case when e.form_code is null then p.note_vi end as note_vi
from {{ ref('int_targets') }} as t
cross join {{ ref('stg_builds') }} as b
left join existing as e on e.indicator_code = t.indicator_code
left join planned as p on p.indicator_code = t.indicator_code
