-- One row per rule and figure that differs from what the latest release published of it by more than revisions usually do.
-- Silent where nothing was published, and where a person corrected the figure.
with latest_release as (
    select release_id
    from {{ ref('stg_releases') }}
    qualify row_number() over (order by release_seq desc) = 1
)

select
    {{ violation_columns("'fail'", 'f.value', 'f.low * r.value', 'f.high * r.value') }}
from {{ ref('int_rule_figures') }} as f
inner join {{ ref('int_published_values') }} as r on {{ same_slice('r', 'f') }}
inner join latest_release as l on l.release_id = r.release_id
where f.rule_kind = 'revision'
    and f.role = 'subject'
    and f.decision_seq is null
    and {{ is_jump('f', 'r.value') }}
