-- One row per two ranks in different fields and way of comparing them.
select * from {{ ref('fct_rank_equivalence') }}
