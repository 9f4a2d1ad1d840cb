select * from {{ source('codebook', 'rule_terms') }}
