-- One row per batch (form and period): how many submissions are in force, who sent them, and what their cells hold.
-- batch_no counts the batches of a form and kind of period by date. Looked at are the last batch of each, and those of which
-- something came since the last release.
with arrived as (
    select {{ duty_columns('f') }}, min(f.received_date) as received_date
    from {{ ref('int_duty_files') }} as f
    where f.is_valid
    group by {{ duty_columns('f') }}
),

arrivals as (
    select
        d.form_code,
        d.period_code,
        max(d.last_date) as last_date,
        count(*) filter (where a.received_date > d.last_date) as n_late
    from {{ ref('stg_duties') }} as d
    inner join arrived as a on {{ same_duty('a', 'd') }}
    where d.form_code is not null and d.known_to_seq is null
    group by d.form_code, d.period_code
),

batch as (
    select
        s.form_code,
        s.period_code,
        max(s.receipt_seq) as last_seq,
        count(*) as n_submissions,
        count(*) filter (where s.outcome <> 'read') as n_unread,
        count(distinct case when s.outcome = 'read' and s.mode <> 'withdrawal' then s.reporter_code end) as n_senders,
        cast(sum(s.n_cells) as bigint) as n_cells,
        cast(sum(s.n_absent) as bigint) as n_absent,
        cast(sum(s.n_blank) as bigint) as n_blank,
        cast(sum(s.n_reject) as bigint) as n_reject
    from {{ ref('chk_batch_submission') }} as s
    group by s.form_code, s.period_code
),

released as (
    select max(r.ledger_seq) as ledger_seq
    from {{ ref('stg_releases') }} as r
),

numbered as (
    select
        b.*,
        p.kind,
        p.calendar,
        row_number() over (partition by b.form_code, p.kind, p.calendar order by p.start_date) as batch_no,
        row_number() over (partition by b.form_code, p.kind, p.calendar order by p.start_date desc) as batch_no_back
    from batch as b
    inner join {{ ref('stg_periods') }} as p on p.period_code = b.period_code
)

select
    n.form_code,
    n.period_code,
    n.kind,
    n.calendar,
    n.batch_no,
    n.batch_no_back = 1 or n.last_seq > coalesce(r.ledger_seq, 0) as is_looked_at,
    coalesce(b.as_of_date > a.last_date, false) as is_over,
    n.n_submissions,
    n.n_unread,
    n.n_senders,
    coalesce(a.n_late, 0) as n_late,
    n.n_cells,
    n.n_absent,
    n.n_blank,
    n.n_reject
from numbered as n
cross join {{ ref('stg_builds') }} as b
cross join released as r
left join arrivals as a on a.form_code = n.form_code and a.period_code = n.period_code
