-- One row per record that stands in a register: its key, its name, and the cell in which that stands.
select * from {{ ref('fct_register_record') }}
