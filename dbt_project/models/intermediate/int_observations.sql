-- One row per slice: the version known at this build's ledger position.
select
    v.*,
    {{ slice_id('v') }} as slice_id
from {{ ref('int_observation_version') }} as v
where v.known_to_seq is null
