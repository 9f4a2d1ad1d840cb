-- One row per slice: the version known at this build's ledger position, as final as its cell and its file say.
select
    {{ slice_columns('v') }},
    v.known_from_seq,
    v.known_to_seq,
    v.value,
    v.uom_code,
    v.obs_status,
    {{ least_final('v.figure_status', 'f.figure_status') }} as figure_status,
    v.explanation,
    v.submission_id,
    v.sheet,
    v.address,
    v.decision_seq,
    {{ slice_id('v') }} as slice_id
from {{ ref('int_observation_version') }} as v
left join {{ ref('int_file_status') }} as f on f.submission_id = v.submission_id
where v.known_to_seq is null
