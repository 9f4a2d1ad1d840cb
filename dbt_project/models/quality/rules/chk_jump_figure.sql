-- One row per jump rule and figure, and whether it is admitted as a baseline of later ones.
-- Admitted is what a person stands by (accepted, corrected, explained, this rule waived), what the latest release published
-- and what is new, unless the rule would hold it. That is asked against the last published or confirmed figure before it,
-- or else the series' first one, not against its own baseline, which would be recursive: until a release has judged them,
-- figures that drift out of the band by small steps are left out as well.
with periods as (
    select
        *,
        max(case when is_year_start then start_date end) over (
            partition by kind, calendar
            order by start_date
        ) as year_start_date
    from {{ ref('stg_periods') }}
),

figures as (
    select
        r.rule_code,
        r.version,
        r.severity,
        r.low,
        r.high,
        r.min_base,
        s.*,
        p.start_date,
        -- a cumulative figure begins anew each year
        concat_ws('|', p.kind, p.calendar, case when m.own_measure_code is not null then p.year_start_date end) as span,
        s.is_confirmed or s.explanation is not null or exists (
            select 1 from {{ ref('int_decisions_in_force') }} as d
            where d.decision_kind = 'waive' and d.rule_code = r.rule_code and {{ same_slice('d', 's') }}
        ) as is_vouched
    from {{ ref('stg_rules') }} as r
    inner join {{ ref('stg_rule_terms') }} as t on t.rule_code = r.rule_code and t.version = r.version
    inner join {{ ref('chk_figure_standing') }} as s
        on s.indicator_code = t.indicator_code
        and s.breakdown_code = t.breakdown_code
        and s.measure_code = t.measure_code
    inner join periods as p on p.period_code = s.period_code
    inner join {{ ref('stg_measures') }} as m on m.measure_code = s.measure_code
    where r.rule_kind = 'jump' and t.role = 'subject'
),

anchored as (
    select
        f.*,
        coalesce(
            last_value(case when not f.is_left_out and (f.is_published or f.is_vouched) then f.value end ignore nulls) over earlier,
            first_value(case when not f.is_left_out then f.value end ignore nulls) over earlier
        ) as anchor
    from figures as f
    window earlier as ({{ earlier_figures('f') }})
)

select
    f.*,
    not f.is_left_out and (f.is_vouched or f.severity = 'note' or not {{ is_jump('f', 'f.anchor') }}) as is_admitted
from anchored as f
