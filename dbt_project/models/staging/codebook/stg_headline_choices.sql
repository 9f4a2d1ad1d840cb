select * from {{ source('codebook', 'headline_choices') }}
