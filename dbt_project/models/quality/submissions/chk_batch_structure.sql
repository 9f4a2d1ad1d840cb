-- One row per batch (form and period): violations of what every cell and figure in force must be, counted.
{% set letters, digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789' %}
with parts as (
    select
        b.form_code,
        b.period_code,
        c.submission_id,
        c.sheet,
        c.address,
        c.outcome,
        c.reason_code,
        trim(trailing '{{ digits }}' from c.address) as column_name,
        trim(leading '{{ letters }}' from c.address) as row_number_text
    from {{ ref('stg_cells') }} as c
    inner join {{ ref('chk_batch_submission') }} as b on b.submission_id = c.submission_id
),

cell as (
    select
        c.form_code,
        c.period_code,
        c.submission_id,
        c.sheet,
        c.address,
        count(*) as n,
        count(*) filter (where c.reason_code is null) as n_without_reason,
        count(*) filter (where v.code is null) as n_unknown_outcome,
        -- A1: one to three letters, then a number
        sum(
            case
                when c.column_name || c.row_number_text = c.address
                    and length(c.column_name) between 1 and 3
                    and c.row_number_text not like '0%'
                    and length(c.row_number_text) > 0
                    then 0
                else 1
            end
        ) as n_bad_address
    from parts as c
    left join {{ ref('stg_vocabulary') }} as v on v.vocabulary = 'cell_outcome' and v.code = c.outcome
    group by c.form_code, c.period_code, c.submission_id, c.sheet, c.address
),

figure as (
    select
        s.form_code,
        s.period_code,
        count(*) filter (where o.uom_code is null) as n_without_uom,
        count(*) filter (where o.obs_status = 'reported' and o.value is null) as n_without_value
    from {{ ref('int_submitted_slices') }} as o
    inner join {{ ref('int_submissions') }} as s on s.submission_id = o.submission_id
    where o.known_to_seq is null
    group by s.form_code, s.period_code
),

cells as (
    select
        form_code,
        period_code,
        count(*) filter (where n > 1) as n_twice,
        cast(sum(n_without_reason) as bigint) as n_without_reason,
        cast(sum(n_unknown_outcome) as bigint) as n_unknown_outcome,
        cast(sum(n_bad_address) as bigint) as n_bad_address
    from cell
    group by form_code, period_code
)

select
    c.form_code,
    c.period_code,
    c.form_code as subject,
    c.form_code || ' ' || c.period_code as subject_vi,
    c.n_twice,
    c.n_without_reason,
    c.n_unknown_outcome,
    c.n_bad_address,
    coalesce(f.n_without_uom, 0) as n_without_uom,
    coalesce(f.n_without_value, 0) as n_without_value
from cells as c
left join figure as f on f.form_code = c.form_code and f.period_code = c.period_code
