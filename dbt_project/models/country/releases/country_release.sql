-- One row per province of the country: its current release as it was verified, or why none was joined.
select
    r.province_code,
    r.area_id,
    r.province_name_vi,
    r.province_name_en,
    r.period_code,
    case when r.state = 'joined' and r.occasion_period < r.period_code then 'behind' else r.state end as state,
    r.release_id,
    r.occasion_period,
    r.tree_hash,
    r.verdict,
    r.simulated,
    r.reason_vi,
    r.reason_en
from {{ source('releases', 'province_release') }} as r
