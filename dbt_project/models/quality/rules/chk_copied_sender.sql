-- One row per rule and report that repeats that of another sender, by one figure of it.
select
    {{ violation_columns("'fail'", 'f.value', 'null', 'null') }}
from (
    select c.rule_code, c.version, c.rule_kind, c.severity, g.slice_id, {{ slice_columns('g') }}, g.value
    from {{ ref('chk_copied_report') }} as c
    inner join {{ ref('chk_report_figure') }} as g on g.slice_id = c.subject_slice_id
    where c.rule_kind = 'copied_sender'
) as f
