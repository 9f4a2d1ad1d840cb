-- One row per rule and accused subject slice, every rule kind together, with the waiver that covers it if any.
with found as (
    {%- for kind in ['cumulative_balance', 'part_whole', 'children_sum', 'jump', 'share_bounds', 'reported_derived'] %}
    select * from {{ ref('chk_' ~ kind) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

waivers as (
    select d.*
    from {{ ref('stg_decisions') }} as d
    cross join {{ ref('stg_builds') }} as b
    inner join {{ ref('stg_periods') }} as p on p.period_code = b.occasion_period
    where d.decision_kind = 'waive' and (d.expires is null or d.expires >= p.end_date)
    qualify row_number() over (
            partition by d.rule_code, {{ slice_columns('d') }}
            order by d.decision_seq desc
        ) = 1
)

select
    v.rule_code || '.' || cast(v.version as string) || '|' || v.slice_id as violation_id,
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
inner join {{ ref('stg_rules') }} as r on r.rule_code = v.rule_code and r.version = v.version
inner join {{ ref('stg_areas') }} as a on a.area_id = v.area_id
inner join {{ ref('stg_periods') }} as p on p.period_code = v.period_code
inner join {{ ref('stg_indicators') }} as i
    on i.indicator_code = v.indicator_code
    and {{ valid_on('i', 'p.start_date') }}
left join waivers as w on w.rule_code = v.rule_code and {{ same_slice('w', 'v') }}
