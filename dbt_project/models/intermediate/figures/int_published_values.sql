-- One row per value that releases published of a slice: the last release that published it so before another value, or
-- nothing, took its place. It is the latest release where the value still stands.
with releases as (
    select
        release_id,
        release_seq,
        lead(release_seq) over (order by release_seq) as next_seq
    from {{ ref('stg_releases') }}
),

stated as (
    select
        {{ slice_columns() }},
        value,
        obs_status,
        coalesce(is_doubted, false) as is_doubted,
        lead(release_seq) over (partition by {{ slice_columns() }} order by release_seq) as until_seq
    from {{ ref('stg_published_values') }}
)

select
    r.release_id,
    r.release_seq,
    {{ slice_columns('s') }},
    s.value,
    s.obs_status,
    s.is_doubted
from stated as s
inner join releases as r on r.next_seq is not distinct from s.until_seq
where s.obs_status is not null
