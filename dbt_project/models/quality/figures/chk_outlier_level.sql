-- One row per group of peers with a figure that can be compared neither with the changes of others nor with its own past, and
-- the method for their levels: the modified z-score for a small group or one whose quartiles are equal, else fences, adjusted
-- where the quartiles are skewed.
with point as (
    select p.*, p.is_new and (not p.is_pair or p.n_pair < {{ outlier_constant('n_hb') }}) as is_open
    from {{ ref('chk_outlier_point') }} as p
),

open_series as (
    select series_no
    from point
    group by series_no
    having bool_or(is_open)
),

open_point as (
    select p.series_no, p.point_no, p.value
    from point as p
    inner join open_series as s on s.series_no = p.series_no
)

select
    q.series_no,
    q.quartile_skewness,
    case
        when q.n < {{ outlier_constant('n_fence') }} or q.spread = 0 then 'modified_z'
        when abs(q.quartile_skewness) < {{ outlier_constant('skewness_high') }} then 'iqr'
        else 'adjusted_box'
    end as method
from ({{ outlier_quartiles('open_point') }}) as q
