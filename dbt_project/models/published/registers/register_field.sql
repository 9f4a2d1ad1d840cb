-- One row per record that stands in a register and column of it that holds something; no personal column is among them.
select * from {{ ref('fct_register_field') }}
