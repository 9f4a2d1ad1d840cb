-- One row per report of chk_copied_report and figure in it that is copied: of the period before each figure that equals that of
-- then, and the cumulative figures of such flows; of another sender each figure that equals that sender's.
select
    c.rule_code,
    c.version,
    c.subject_slice_id,
    f.slice_id,
    c.rule_kind
from {{ ref('chk_copied_report') }} as c
inner join {{ ref('chk_report_figure') }} as f
    on f.form_code = c.form_code
    and f.reporter_code = c.reporter_code
    and f.period_code = c.period_code
left join {{ ref('chk_report_figure') }} as o
    on o.form_code = c.form_code
    and o.reporter_code = c.other_code
    and o.period_code = c.period_code
    and o.indicator_code = f.indicator_code
    and o.breakdown_code = f.breakdown_code
    and o.measure_code = f.measure_code
where case
        when c.rule_kind = 'copied_sender' then f.value = o.value
        else f.value = f.value_before or f.is_cumulative
    end
