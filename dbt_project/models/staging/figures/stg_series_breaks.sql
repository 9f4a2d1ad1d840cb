select * from {{ source('codebook', 'series_breaks') }}
