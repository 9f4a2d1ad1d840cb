select * from {{ source('codebook', 'form_columns') }}
