select * from {{ source('codebook', 'area_links') }}
