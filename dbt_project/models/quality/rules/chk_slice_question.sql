-- One row per reported slice that is published while its sender is asked about it, and which rules ask: those that ask, and of
-- a cleared figure those that would hold it.
select
    a.slice_id,
    {{ joined_texts('a.rule_code', ' ', distinct=true) }} as rule_codes
from {{ ref('chk_accusation') }} as a
left join {{ ref('chk_figure_cleared') }} as c on c.slice_id = a.slice_id
where a.severity = 'question' or c.slice_id is not null
group by a.slice_id
