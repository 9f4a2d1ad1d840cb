-- One row per submission in force and line that asks for evidence: the figure, the document that proves it, what is
-- lacking.
select * from {{ ref('fct_evidence') }}
