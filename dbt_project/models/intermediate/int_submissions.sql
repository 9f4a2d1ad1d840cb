-- One row per readable submission, known from its receipt until the next readable one of the same duty.
-- A broken file never supersedes a readable one; A, then B, then A again ends as A because order is the ledger's.
select
    s.*,
    s.receipt_seq as known_from_seq,
    lead(s.receipt_seq) over (
        partition by s.reporter_code, s.form_code, s.period_code
        order by s.receipt_seq
    ) as known_to_seq
from {{ ref('stg_submissions') }} as s
where s.outcome = 'read'
