-- One row per register of a duty for which a list came: how many entities stand in it.
select
    reporter_code,
    form_code,
    period_code,
    register_key,
    area_id,
    indicator_code,
    breakdown_code,
    measure_code,
    source_code,
    n_records,
    n_entities
from {{ ref('int_register_counts') }}
