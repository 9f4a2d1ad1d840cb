-- One row per rule and accused subject slice, every rule kind together, with the waiver that covers it if any.
-- Nothing is expected while a figure is missing; of things that are counted, a printed bound is a whole number. The severity
-- of a violation is below that of its rule where the form explains the figure.
with found as (
    {{ violations_found() }}
),

waivers as (
    select d.*
    from {{ ref('int_decisions_in_force') }} as d
    where d.decision_kind = 'waive'
    qualify row_number() over (
            partition by d.rule_code, {{ slice_columns('d') }}
            order by d.decision_seq desc
        ) = 1
),

named as (
    select
        v.*,
        i.name_vi,
        i.name_en,
        coalesce(i.decimals = 0 and u.uom_code = u.dimension, false) as is_count,
        coalesce(j.is_explained and v.severity in ('note', 'question'), false) as is_explained,
        p.name_vi as period_vi,
        p.name_en as period_en
    from found as v
    inner join {{ ref('stg_periods') }} as p on p.period_code = v.period_code
    inner join {{ ref('stg_indicators') }} as i
        on i.indicator_code = v.indicator_code
        and {{ valid_on('i', 'p.start_date') }}
    left join {{ ref('stg_uoms') }} as u on u.uom_code = i.uom_code
    left join {{ ref('chk_jump_figure') }} as j
        on j.rule_code = v.rule_code
        and j.version = v.version
        and j.slice_id = v.slice_id
),

printed as (
    select
        v.*,
        case when v.is_count then ceil(v.expected_low) else v.expected_low end as printed_low,
        case when v.is_count then floor(v.expected_high) else v.expected_high end as printed_high
    from named as v
)

select
    {{ violation_id('v') }} as violation_id,
    v.rule_code,
    v.version,
    v.rule_kind,
    v.severity,
    v.slice_id,
    {{ slice_columns('v') }},
    v.outcome,
    v.observed,
    case when v.outcome = 'fail' then v.expected_low end as expected_low,
    case when v.outcome = 'fail' then v.expected_high end as expected_high,
    v.is_explained,
    w.decision_seq is not null as is_waived,
    w.decision_seq,
    {{ is_repeated('v', 'r', 'w') }} as is_repeated,
    {{ rule_message(message_of('r', 'vi'), 'v.name_vi', 'a.name_vi', 'v.period_vi', ',') }}
    || coalesce(' Phần chênh bằng mức thay đổi của ' || ca.name_vi || ' so với kỳ trước.', '') as message_vi,
    {{ rule_message(message_of('r', 'en'), 'v.name_en', 'a.name_en', 'v.period_en', '.') }}
    || coalesce(' The gap equals the change of ' || ca.name_en || ' since the period before.', '') as message_en
from printed as v
inner join {{ ref('int_rules') }} as r on r.rule_code = v.rule_code and r.version = v.version
inner join {{ ref('stg_areas') }} as a on a.area_id = v.area_id
left join {{ ref('chk_linear_child') }} as c on c.rule_code = v.rule_code and c.version = v.version and c.slice_id = v.slice_id
left join {{ ref('stg_areas') }} as ca on ca.area_id = c.child_area_id
left join waivers as w on w.rule_code = v.rule_code and {{ same_slice('w', 'v') }}
