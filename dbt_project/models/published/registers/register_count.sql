-- One row per register of a duty for which a list came: how many entities stand in it.
select * from {{ ref('fct_register_count') }}
