select * from {{ source('codebook', 'area_groups') }}
