-- One row per record that stands in a register: of its latest full list, and of the partial ones after it, which put a
-- row in the place of the one with the same key.
with stated as (
    select
        s.reporter_code,
        s.form_code,
        s.form_version,
        s.period_code,
        s.submission_id,
        s.known_from_seq,
        l.row_key as register_key,
        l.block_no,
        r.row_key,
        r.entity_key,
        r.fields,
        max(s.known_from_seq) over (
            partition by s.reporter_code, s.form_code, s.period_code, l.row_key, lower(r.entity_key)
        ) as latest_seq
    from {{ ref('stg_records') }} as r
    inner join {{ ref('int_submissions') }} as s on s.submission_id = r.submission_id and s.known_to_seq is null
    inner join {{ ref('stg_form_rows') }} as l
        on l.form_code = s.form_code
        and l.form_version = s.form_version
        and l.row_kind = 'repeat'
        and l.row_key || '.' = left(r.row_key, length(l.row_key) + 1)
)

select
    reporter_code,
    form_code,
    form_version,
    period_code,
    submission_id,
    register_key,
    block_no,
    row_key,
    entity_key,
    fields,
    count(*) over (partition by submission_id, register_key, lower(entity_key)) > 1 as is_duplicate
from stated
where known_from_seq = latest_seq
