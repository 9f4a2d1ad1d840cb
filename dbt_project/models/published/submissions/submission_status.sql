-- One row per submission of every receipt: what came, how it was read, how its cells were accounted for.
select * from {{ ref('fct_submission') }}
