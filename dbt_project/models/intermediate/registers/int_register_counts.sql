-- One row per register of a duty for which a list came: how many entities stand in it, by their keys; 0 where its sender
-- says that there is none, unknown where it is merely empty.
with registers as (
    select
        s.reporter_code,
        s.form_code,
        s.period_code,
        l.row_key as register_key,
        max(r.area_id) as area_id,
        max(l.indicator_code) as indicator_code,
        max(l.breakdown_code) as breakdown_code,
        max(l.due_measures) as measure_code,
        max(coalesce(b.source_code, f.source_code)) as source_code,
        max(case when c.submission_id is not null then 1 else 0 end) as n_nil
    from {{ ref('int_submissions') }} as s
    inner join {{ ref('stg_reporters') }} as r on r.reporter_code = s.reporter_code
    inner join {{ ref('stg_forms') }} as f on f.form_code = s.form_code and f.form_version = s.form_version
    inner join {{ ref('stg_form_blocks') }} as b on b.form_code = s.form_code and b.form_version = s.form_version
    inner join {{ ref('stg_form_rows') }} as l
        on l.form_code = b.form_code
        and l.form_version = b.form_version
        and l.block_no = b.block_no
        and l.row_kind = 'repeat'
    left join {{ ref('stg_cells') }} as c
        on c.submission_id = s.submission_id
        and c.row_key = l.row_key
        and c.outcome = 'absence'
        and c.reason_code = 'none_occurred'
    where s.known_to_seq is null and s.mode <> 'withdrawal'
    group by s.reporter_code, s.form_code, s.period_code, l.row_key
),

counted as (
    select
        reporter_code,
        form_code,
        period_code,
        register_key,
        count(*) as n_records,
        count(distinct lower(entity_key)) as n_entities
    from {{ ref('int_records') }}
    group by reporter_code, form_code, period_code, register_key
)

select
    g.reporter_code,
    g.form_code,
    g.period_code,
    g.register_key,
    g.area_id,
    g.indicator_code,
    g.breakdown_code,
    g.measure_code,
    g.source_code,
    coalesce(c.n_records, 0) as n_records,
    case when c.n_entities is not null then c.n_entities when g.n_nil > 0 then 0 end as n_entities
from registers as g
left join counted as c
    on c.reporter_code = g.reporter_code
    and c.form_code = g.form_code
    and c.period_code = g.period_code
    and c.register_key = g.register_key
