-- One row per duty and known_from_seq: the files that had come by then, until the next file, decision or codebook.
with events as (
    select {{ duty_columns('d') }}, d.known_from_seq as seq
    from {{ ref('stg_duties') }} as d
    union
    select {{ duty_columns('f') }}, f.receipt_seq as seq
    from {{ ref('int_duty_files') }} as f
    union
    select {{ duty_columns('c') }}, c.known_from_seq as seq
    from {{ ref('int_cell_versions') }} as c
),

placed as (
    select
        {{ duty_columns('d') }},
        d.known_from_seq as duty_from_seq,
        e.seq as known_from_seq,
        coalesce(
            lead(e.seq) over (
                partition by {{ duty_columns('d') }}, d.known_from_seq
                order by e.seq
            ),
            d.known_to_seq
        ) as known_to_seq
    from {{ ref('stg_duties') }} as d
    inner join events as e on {{ same_duty('e', 'd') }} and {{ known_at('d', 'e.seq') }}
),

counted as (
    select
        {{ duty_columns('p') }},
        p.duty_from_seq,
        p.known_from_seq,
        p.known_to_seq,
        count(f.submission_id) as n_files,
        count(*) filter (where f.is_valid) as n_valid,
        min(f.receipt_seq) filter (where f.is_valid) as first_valid_seq,
        max(f.receipt_seq) filter (where f.is_valid) as last_valid_seq,
        max(f.receipt_seq) filter (where f.is_withdrawal) as withdrawn_seq,
        max(f.receipt_seq) filter (where not f.is_valid and not f.is_withdrawal) as unread_seq,
        max(f.receipt_seq) filter (where f.is_waiting) as waiting_seq
    from placed as p
    left join {{ ref('int_duty_files') }} as f on {{ same_duty('f', 'p') }} and f.receipt_seq <= p.known_from_seq
    group by {{ duty_columns('p') }}, p.duty_from_seq, p.known_from_seq, p.known_to_seq
)

select
    c.*,
    case
        when c.last_valid_seq > coalesce(c.withdrawn_seq, 0) then 'read'
        when c.unread_seq > coalesce(c.withdrawn_seq, 0) and c.unread_seq = c.waiting_seq then 'waiting'
        when c.unread_seq > coalesce(c.withdrawn_seq, 0) then 'unreadable'
        when c.withdrawn_seq is not null then 'withdrawn'
        else 'open'
    end as outcome
from counted as c
