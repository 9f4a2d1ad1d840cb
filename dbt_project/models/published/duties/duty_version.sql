-- One row per duty and known_from_seq: what had come of it by that ledger position, until known_to_seq.
select * from {{ ref('fct_duty_version') }}
