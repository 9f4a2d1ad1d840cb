select * from {{ source('codebook', 'form_blocks') }}
