-- One row per rule and accused subject slice, every rule kind together, with the waiver that covers it if any.
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
    v.expected_low,
    v.expected_high,
    w.decision_seq is not null as is_waived,
    w.decision_seq,
    {{ rule_message('r.message_vi', 'i.name_vi', 'a.name_vi', 'p.name_vi', ',') }} as message_vi,
    {{ rule_message('r.message_en', 'i.name_en', 'a.name_en', 'p.name_en', '.') }} as message_en
from found as v
inner join {{ ref('int_rules') }} as r on r.rule_code = v.rule_code and r.version = v.version
inner join {{ ref('stg_areas') }} as a on a.area_id = v.area_id
inner join {{ ref('stg_periods') }} as p on p.period_code = v.period_code
inner join {{ ref('stg_indicators') }} as i
    on i.indicator_code = v.indicator_code
    and {{ valid_on('i', 'p.start_date') }}
left join waivers as w on w.rule_code = v.rule_code and {{ same_slice('w', 'v') }}
