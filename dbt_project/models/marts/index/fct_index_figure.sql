{{ config(materialized='view') }}
-- One row per slice that an index may read: the warehouse's own figures, and the scores that others have published.
select area_id, indicator_code, breakdown_code, measure_code, source_code, period_code, value
from {{ ref('fct_indicator_value') }}
union all
select area_id, indicator_code, '_T' as breakdown_code, 'level' as measure_code, source_code, period_code, value
from {{ ref('stg_published_scores') }}
