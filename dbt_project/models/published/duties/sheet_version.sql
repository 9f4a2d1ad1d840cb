-- One row per duty, block of its form and known_from_seq: the cells due and what stood in them, until known_to_seq.
select * from {{ ref('fct_sheet_version') }}
