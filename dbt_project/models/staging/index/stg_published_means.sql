select * from {{ source('codebook', 'published_means') }}
