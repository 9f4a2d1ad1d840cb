-- One row per due cell and known_from_seq of what stood in it, until known_to_seq; a cell never answered has one row.
select * from {{ ref('fct_cell_version') }}
