select * from {{ source('codebook', 'area_tiles') }}
