-- One row per duty (reporter, form, period) for which files came and none could be read.
select
    s.reporter_code,
    s.form_code,
    s.period_code,
    max(s.receipt_seq) as receipt_seq,
    max_by(s.reason_code, s.receipt_seq) as reason_code
from {{ ref('stg_submissions') }} as s
left join {{ ref('int_submissions') }} as r
    on r.reporter_code = s.reporter_code
    and r.form_code = s.form_code
    and r.period_code = s.period_code
where s.outcome <> 'read'
    and s.reporter_code is not null
    and s.form_code is not null
    and s.period_code is not null
    and r.submission_id is null
group by s.reporter_code, s.form_code, s.period_code
