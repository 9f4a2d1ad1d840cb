select * from {{ source('codebook', 'form_rows') }}
