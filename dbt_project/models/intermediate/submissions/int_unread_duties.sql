-- One row per duty (reporter, form, period) for which files came and none was read, since a withdrawal if one came: what
-- became of the last of them.
with standing as (
    select
        reporter_code,
        form_code,
        period_code,
        max(case when mode <> 'withdrawal' then submission_id end) as submission_id,
        max(case when mode = 'withdrawal' then receipt_seq end) as withdrawn_seq
    from {{ ref('int_submissions') }}
    where known_to_seq is null
    group by reporter_code, form_code, period_code
)

select
    s.reporter_code,
    s.form_code,
    s.period_code,
    max(s.receipt_seq) as receipt_seq,
    max_by(s.outcome, s.receipt_seq) as outcome,
    max_by(s.reason_code, s.receipt_seq) as reason_code
from {{ ref('stg_submissions') }} as s
left join standing as r
    on r.reporter_code = s.reporter_code
    and r.form_code = s.form_code
    and r.period_code = s.period_code
where s.outcome <> 'read'
    and s.reporter_code is not null
    and s.form_code is not null
    and s.period_code is not null
    and r.submission_id is null
    and s.receipt_seq > coalesce(r.withdrawn_seq, 0)
group by s.reporter_code, s.form_code, s.period_code
