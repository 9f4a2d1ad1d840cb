select * from {{ source('codebook', 'rule_kinds') }}
