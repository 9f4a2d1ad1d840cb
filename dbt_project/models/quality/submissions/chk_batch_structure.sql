-- One row per batch (form and period): violations of what every cell and figure in force must be, counted.
{% set letters, digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789' %}
with repeated as (
    select b.submission_no
    from {{ ref('stg_cells') }} as c
    inner join {{ ref('chk_batch_submission') }} as b on b.submission_id = c.submission_id
    group by b.submission_no, c.sheet, c.address
    having count(*) > 1
),

twice as (
    select b.form_code, b.period_code, count(*) as n_twice
    from repeated as r
    inner join {{ ref('chk_batch_submission') }} as b on b.submission_no = r.submission_no
    group by b.form_code, b.period_code
),

address as (
    select
        c.submission_id,
        c.outcome,
        c.reason_code,
        c.address,
        trim(trailing '{{ digits }}' from c.address) as column_name,
        trim(leading '{{ letters }}' from c.address) as row_number_text
    from {{ ref('stg_cells') }} as c
),

counted as (
    select
        b.form_code,
        b.period_code,
        count(*) filter (where a.reason_code is null) as n_without_reason,
        count(*) filter (where v.code is null) as n_unknown_outcome,
        -- A1: one to three letters, then a number
        sum(
            case
                when a.column_name || a.row_number_text = a.address
                    and length(a.column_name) between 1 and 3
                    and length(a.row_number_text) > 0
                    and a.row_number_text not like '0%'
                    then 0
                else 1
            end
        ) as n_bad_address
    from address as a
    inner join {{ ref('chk_batch_submission') }} as b on b.submission_id = a.submission_id
    left join {{ ref('stg_vocabulary') }} as v on v.vocabulary = 'cell_outcome' and v.code = a.outcome
    group by b.form_code, b.period_code
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
)

select
    c.form_code,
    c.period_code,
    c.form_code as subject,
    c.form_code || ' ' || c.period_code as subject_vi,
    coalesce(t.n_twice, 0) as n_twice,
    c.n_without_reason,
    c.n_unknown_outcome,
    cast(c.n_bad_address as bigint) as n_bad_address,
    coalesce(f.n_without_uom, 0) as n_without_uom,
    coalesce(f.n_without_value, 0) as n_without_value
from counted as c
left join twice as t on t.form_code = c.form_code and t.period_code = c.period_code
left join figure as f on f.form_code = c.form_code and f.period_code = c.period_code
