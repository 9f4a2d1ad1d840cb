-- One row per slice of one area that is due, computed or refused: its state, before any earlier value is shown in its
-- place. Totals over areas are made of these.
with held as (
    select e.slice_id, h.reason_code, h.detail
    from {{ ref('int_expected_figures') }} as e
    inner join {{ ref('chk_slice_hold') }} as h on h.slice_id in (e.part_slice_id, e.second_slice_id)
    where e.is_applicable
    union all
    select c.slice_id, h.reason_code, h.detail
    from {{ ref('int_figure_cells') }} as c
    inner join {{ ref('chk_slice_hold') }} as h on h.slice_id = c.leaf_slice_id
    union all
    select h.slice_id, h.reason_code, h.detail
    from {{ ref('chk_slice_hold') }} as h
),

holds as (
    select slice_id, min(reason_code) as reason_code, min(detail) as detail
    from held
    group by slice_id
),

-- a ratio is asked about where one of its parts is
questions as (
    select distinct c.slice_id
    from {{ ref('int_figure_cells') }} as c
    inner join {{ ref('chk_slice_question') }} as q on q.slice_id = c.leaf_slice_id
),

explanations as (
    select distinct c.slice_id
    from {{ ref('int_figure_cells') }} as c
    inner join {{ ref('chk_slice_explained') }} as x on x.slice_id = c.leaf_slice_id
),

due as (
    select e.slice_id, e.is_applicable, e.last_date, x.form_code, x.reporter_code
    from {{ ref('int_expected_figures') }} as e
    left join {{ ref('int_expected_slices') }} as x on {{ same_slice('x', 'e') }}
),

slices as (
    select {{ slice_columns() }}, slice_id from {{ ref('int_expected_figures') }}
    union
    select {{ slice_columns() }}, slice_id from {{ ref('int_figures') }}
    union
    select {{ slice_columns('r') }}, {{ slice_id('r') }} as slice_id
    from {{ ref('int_rejected_slices') }} as r
    where r.measure_code is not null and not r.is_settled
)

select
    s.slice_id,
    {{ slice_columns('s') }},
    case
        when h.slice_id is not null then 'held'
        when v.slice_id is not null and v.obs_status not in ('blank', 'part_missing') then 'current'
        when not d.is_applicable then 'not_applicable'
        when v.slice_id is null and d.last_date >= b.as_of_date then 'not_due'
        else 'missing'
    end as state,
    h.reason_code,
    h.detail,
    q.slice_id is not null and h.slice_id is null as is_questioned,
    x.slice_id is not null and h.slice_id is null as is_explained,
    d.form_code,
    d.reporter_code
from slices as s
cross join {{ ref('stg_builds') }} as b
left join {{ ref('fct_admitted_figure') }} as v on v.slice_id = s.slice_id
left join due as d on d.slice_id = s.slice_id
left join holds as h on h.slice_id = s.slice_id
left join questions as q on q.slice_id = s.slice_id
left join explanations as x on x.slice_id = s.slice_id
