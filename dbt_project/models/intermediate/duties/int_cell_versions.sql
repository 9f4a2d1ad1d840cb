-- One row per due cell and known_from_seq of what stood in it, until known_to_seq.
select
    c.*,
    v.known_from_seq,
    v.known_to_seq,
    v.obs_status,
    {{ least_final('v.figure_status', 'f.figure_status') }} as figure_status,
    v.submission_id,
    v.sheet,
    v.address
from {{ ref('int_due_cells') }} as c
inner join {{ ref('int_observation_version') }} as v on {{ same_slice('v', 'c') }}
inner join {{ ref('stg_submissions') }} as s on s.submission_id = v.submission_id and s.form_code = c.form_code
left join {{ ref('int_file_status') }} as f on f.submission_id = v.submission_id
