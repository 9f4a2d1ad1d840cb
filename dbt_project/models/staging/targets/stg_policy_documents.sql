select * from {{ source('codebook', 'policy_documents') }}
