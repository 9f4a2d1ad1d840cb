-- One row per readable submission, known from its receipt until a later one takes the whole duty's place.
-- A full one does, and a withdrawal, which puts nothing there; a partial one replaces single slices only
-- (int_observation_version). A broken file never supersedes a readable one; A, then B, then A again ends as A because
-- order is the ledger's.
select
    s.*,
    s.receipt_seq as known_from_seq,
    min(case when s.mode <> 'partial' then s.receipt_seq end) over (
        partition by s.reporter_code, s.form_code, s.period_code
        order by s.receipt_seq
        range between 1 following and unbounded following
    ) as known_to_seq,
    lag(s.submission_id) over (
        partition by s.reporter_code, s.form_code, s.period_code
        order by s.receipt_seq
    ) as supersedes
from {{ ref('stg_submissions') }} as s
where s.outcome = 'read'
