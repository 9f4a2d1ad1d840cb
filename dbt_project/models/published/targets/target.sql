-- One row per target statement of the policy documents.
select * from {{ ref('fct_target') }}
