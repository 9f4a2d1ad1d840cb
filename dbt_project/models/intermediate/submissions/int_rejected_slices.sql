-- One row per rejected cell of a submission in force whose place in the form names a slice; is_settled where a later
-- partial submission gives the figure.
with placed as (
    select
        c.submission_id,
        c.sheet,
        c.address,
        c.reason_code,
        s.known_from_seq,
        case when b.block_kind = 'rows' then r.area_id else c.row_key end as area_id,
        coalesce(l.indicator_code, k.indicator_code) as indicator_code,
        coalesce(l.breakdown_code, k.breakdown_code, '_T') as breakdown_code,
        k.measure_code,
        coalesce(b.source_code, f.source_code) as source_code,
        coalesce(b.period_code, s.period_code) as period_code
    from {{ ref('stg_cells') }} as c
    inner join {{ ref('int_submissions') }} as s on s.submission_id = c.submission_id and s.known_to_seq is null
    inner join {{ ref('stg_reporters') }} as r on r.reporter_code = s.reporter_code
    inner join {{ ref('stg_forms') }} as f on f.form_code = s.form_code and f.form_version = s.form_version
    inner join {{ ref('stg_form_columns') }} as k
        on k.form_code = s.form_code
        and k.form_version = s.form_version
        and k.col_key = c.col_key
    inner join {{ ref('stg_form_blocks') }} as b
        on b.form_code = k.form_code
        and b.form_version = k.form_version
        and b.block_no = k.block_no
    left join {{ ref('stg_form_rows') }} as l
        on l.form_code = b.form_code
        and l.form_version = b.form_version
        and l.block_no = b.block_no
        and l.row_key = c.row_key
    where c.outcome = 'reject'
        and coalesce(l.indicator_code, k.indicator_code) is not null
        and (b.block_kind = 'rows' or c.row_key is not null) -- a row whose area nobody knows holds nobody's figure
),

submitted as (
    select {{ slice_columns() }}, max(known_from_seq) as known_from_seq
    from {{ ref('int_submitted_slices') }}
    where known_to_seq is null
    group by {{ slice_columns() }}
)

select
    p.submission_id,
    p.sheet,
    p.address,
    p.reason_code,
    {{ slice_columns('p') }},
    coalesce(s.known_from_seq > p.known_from_seq, false) as is_settled
from placed as p
left join submitted as s on {{ same_slice('s', 'p') }}
