{{ config(alias='lineage') }}
-- One row per figure (published, accused or held) and leaf cell behind it.
select * from {{ ref('fct_lineage') }}
