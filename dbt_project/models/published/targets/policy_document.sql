-- One row per policy document.
select * from {{ ref('stg_policy_documents') }}
