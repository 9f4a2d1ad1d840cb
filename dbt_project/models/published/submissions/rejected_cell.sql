-- One row per cell that could not be read as a figure, of the submissions in force, unless a later partial submission
-- gave the figure: what stood there and why it was refused.
select
    c.submission_id,
    c.sheet,
    c.address,
    c.raw_text,
    c.reason_code,
    c.evidence_vi,
    c.evidence_en,
    c.row_key,
    c.col_key,
    s.form_code,
    s.reporter_code,
    s.period_code,
    s.original_name
from {{ ref('stg_cells') }} as c
inner join {{ ref('submission_status') }} as s on s.submission_id = c.submission_id and s.is_in_force
left join {{ ref('int_rejected_slices') }} as r
    on r.submission_id = c.submission_id
    and r.sheet = c.sheet
    and r.address = c.address
    and r.is_settled
where c.outcome = 'reject' and r.submission_id is null
