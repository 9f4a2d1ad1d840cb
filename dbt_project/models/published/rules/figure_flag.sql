-- One row per figure of a batch that is looked at and comparison in which a statistical method flags it.
select
    f.*,
    coalesce(v.severity, 'note') as severity
from {{ ref('chk_figure_flag') }} as f
left join {{ ref('chk_outlier') }} as v on v.slice_id = f.slice_id
