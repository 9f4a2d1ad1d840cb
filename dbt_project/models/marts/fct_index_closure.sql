-- One row per index node and leaf below it (a leaf stands below itself).
select * from {{ ref('int_index_closure') }}
