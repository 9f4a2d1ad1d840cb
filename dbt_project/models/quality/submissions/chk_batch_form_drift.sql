-- One row per batch that is looked at: its shares, and how they differ from the median of the earlier batches of the form and
-- kind of period, twelve at most.
-- Shares are compared from 20 senders on, of whom one moves a share by 5 points at most, and with two earlier batches or
-- more: with one, either of the two may be the unusual one. Senders are counted once the deadline has passed.
with batch as (
    select
        b.*,
        b.n_senders >= 20 as is_large,
        cast(b.n_absent as double) / nullif(b.n_cells, 0) as absent_share,
        cast(b.n_blank as double) / nullif(b.n_cells, 0) as blank_share,
        cast(b.n_reject as double) / nullif(b.n_cells, 0) as reject_share,
        cast(b.n_late as double) / nullif(b.n_senders, 0) as late_share
    from {{ ref('chk_batch_form') }} as b
),

earlier as (
    select
        b.form_code,
        b.period_code,
        count(*) as n_earlier,
        median(e.absent_share) as absent_share,
        median(e.blank_share) as blank_share,
        median(e.reject_share) as reject_share,
        median(e.late_share) as late_share,
        median(e.n_senders) as n_senders
    from batch as b
    inner join batch as e
        on e.form_code = b.form_code
        and {{ is_earlier_batch('e', 'b') }}
    where b.is_looked_at and e.is_large
    group by b.form_code, b.period_code
    having count(*) >= 2
)

select
    b.form_code,
    b.period_code,
    b.form_code as subject,
    b.form_code || ' ' || b.period_code as subject_vi,
    coalesce(e.n_earlier, 0) as n_earlier,
    case when b.n_submissions >= 20 then 1 - cast(b.n_unread as double) / b.n_submissions end as read_share,
    case when b.is_large then b.blank_share end as blank_share,
    case when b.is_large then b.reject_share end as reject_share,
    case when b.is_large then b.absent_share - e.absent_share end as absent_change,
    case when b.is_large then b.blank_share - e.blank_share end as blank_change,
    case when b.is_large then b.reject_share - e.reject_share end as reject_change,
    case when b.is_over then b.n_senders / e.n_senders end as sender_ratio,
    case when b.is_large then b.late_share - e.late_share end as late_change
from batch as b
left join earlier as e on e.form_code = b.form_code and e.period_code = b.period_code
where b.is_looked_at
