select * from {{ source('codebook', 'published_ranks') }}
