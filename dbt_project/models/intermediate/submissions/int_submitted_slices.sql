-- One row per slice and submission that states it, known from its receipt until something later takes its place: within
-- one duty a full submission or a withdrawal, or a partial one that states the same slice.
with stated as (
    select
        {{ slice_columns('o') }},
        o.value,
        o.uom_code,
        o.obs_status,
        o.figure_status,
        o.explanation,
        o.submission_id,
        o.sheet,
        o.address,
        s.known_from_seq,
        s.known_to_seq as duty_to_seq,
        lead(s.known_from_seq) over (
            partition by {{ slice_columns('o') }}, s.reporter_code, s.form_code
            order by s.known_from_seq
        ) as slice_to_seq
    from {{ ref('stg_observations') }} as o
    inner join {{ ref('int_submissions') }} as s on s.submission_id = o.submission_id
)

select
    {{ slice_columns('o') }},
    o.known_from_seq,
    case when o.duty_to_seq < o.slice_to_seq then o.duty_to_seq else coalesce(o.slice_to_seq, o.duty_to_seq) end
        as known_to_seq,
    o.value,
    o.uom_code,
    o.obs_status,
    o.figure_status,
    o.explanation,
    o.submission_id,
    o.sheet,
    o.address
from stated as o
