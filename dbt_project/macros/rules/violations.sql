{# The columns every rule kind returns, from the subject's row `f`. #}
{% macro violation_columns(outcome, observed, low, high, subject='f') -%}
    {{ subject }}.rule_code,
    {{ subject }}.version,
    {{ subject }}.rule_kind,
    {{ subject }}.severity,
    {{ subject }}.slice_id,
    {{ slice_columns(subject) }},
    {{ outcome }} as outcome,
    cast({{ observed }} as double) as observed,
    cast({{ low }} as double) as expected_low,
    cast({{ high }} as double) as expected_high
{%- endmacro %}

{# The violations of a kind of rules that speak of a copied report, each by one figure of it. #}
{% macro copied_reports(kind) -%}
    select
        {{ violation_columns("'fail'", 'f.value', 'null', 'null') }}
    from (
        select c.rule_code, c.version, c.rule_kind, c.severity, g.slice_id, {{ slice_columns('g') }}, g.value
        from {{ ref('chk_copied_report') }} as c
        inner join {{ ref('chk_report_figure') }} as g on g.slice_id = c.subject_slice_id
        where c.rule_kind = '{{ kind }}'
    ) as f
{%- endmacro %}

{# Two figures of one rule, one area, one source, one period. #}
{% macro same_case(left, right) -%}
    {{ left }}.rule_code = {{ right }}.rule_code
    and {{ left }}.version = {{ right }}.version
    and {{ left }}.area_id = {{ right }}.area_id
    and {{ left }}.source_code = {{ right }}.source_code
    and {{ left }}.period_code = {{ right }}.period_code
{%- endmacro %}

{# The key of a violation. #}
{% macro violation_id(alias) -%}
    {{ alias }}.rule_code || '.' || cast({{ alias }}.version as string) || '|' || {{ alias }}.slice_id
{%- endmacro %}

{# The violations of every rule kind together; `but` leaves kinds out. #}
{% macro violations_found(but=()) -%}
    {%- set kinds = ['cumulative_balance', 'part_whole', 'children_sum', 'share_bounds', 'reported_derived', 'jump', 'outlier',
        'linear',
        'within_terms', 'population_share', 'revision', 'minimum_sample', 'never_published',
        'copied_period', 'copied_sender', 'cumulative_gap'] -%}
    {%- for kind in kinds if kind not in but %}
    {{ 'union all' if not loop.first }}
    select * from {{ ref('chk_' ~ kind) }}
    {%- endfor %}
{%- endmacro %}

{# The figures that violations accuse, all of the violation's own period: the subject and what it was compared with. #}
{% macro accused_figures(violations) -%}
    select {{ violation_id('v') }} as violation_id, t.slice_id
    from {{ violations }} as v
    inner join {{ ref('int_rule_figures') }} as t on {{ same_case('t', 'v') }}
    where v.rule_kind in ('children_sum', 'reported_derived', 'within_terms') or t.role = 'whole' or t.slice_id = v.slice_id
    union all
    select {{ violation_id('v') }} as violation_id, f.slice_id
    from {{ violations }} as v
    inner join {{ ref('stg_measures') }} as m on m.measure_code = v.measure_code
    inner join {{ ref('int_figures') }} as f
        on f.area_id = v.area_id
        and f.indicator_code = v.indicator_code
        and f.breakdown_code = v.breakdown_code
        and f.measure_code = m.own_measure_code
        and f.source_code = v.source_code
        and f.period_code = v.period_code
    where v.rule_kind = 'cumulative_balance'
    union all
    -- both sides of a relation between forms, sources and units; of a sum over units only the one that explains the gap,
    -- and then not what the sum is compared with
    select {{ violation_id('v') }} as violation_id, x.slice_id
    from {{ violations }} as v
    inner join {{ ref('chk_linear_term') }} as x
        on x.rule_code = v.rule_code
        and x.version = v.version
        and x.subject_slice_id = v.slice_id
    left join {{ ref('chk_linear_child') }} as c
        on c.rule_code = v.rule_code
        and c.version = v.version
        and c.slice_id = v.slice_id
    where v.rule_kind in ('linear', 'cross_check') and x.is_accusable and c.child_slice_id is null
    union all
    select {{ violation_id('v') }} as violation_id, c.child_slice_id as slice_id
    from {{ violations }} as v
    inner join {{ ref('chk_linear_child') }} as c
        on c.rule_code = v.rule_code
        and c.version = v.version
        and c.slice_id = v.slice_id
    where v.rule_kind in ('linear', 'cross_check')
    union all
    -- a rule of all figures has no terms
    select {{ violation_id('v') }} as violation_id, v.slice_id
    from {{ violations }} as v
    where v.rule_kind in ('outlier', 'cumulative_gap')
    union all
    -- a report as a whole
    select {{ violation_id('v') }} as violation_id, k.slice_id
    from {{ violations }} as v
    inner join {{ ref('chk_copied_figure') }} as k
        on k.rule_code = v.rule_code
        and k.version = v.version
        and k.subject_slice_id = v.slice_id
{%- endmacro %}

{# Whether two figures lie further apart than a tolerance. #}
{% macro is_apart(left, right, tolerance) -%}
    abs({{ exact(left) }} - {{ exact(right) }}) > {{ exact(tolerance) }}
{%- endmacro %}

{# Whether the figure of `f` left the band of its jump rule around `base`; a change up to `min_base` is none. #}
{% macro is_jump(f, base) -%}
    coalesce(
        {{ is_apart(f ~ '.value', base, 'coalesce(' ~ f ~ '.min_base, 0)') }}
        and (
            coalesce({{ exact(f ~ '.value') }} < {{ exact(f ~ '.low * ' ~ base) }}, false)
            or coalesce({{ exact(f ~ '.value') }} > {{ exact(f ~ '.high * ' ~ base) }}, false)
        ),
        false
    )
{%- endmacro %}

{# Whether a figure lies within the band of its jump rule for explained ones, around the baseline of `b`. #}
{% macro is_in_wide_band(value, f, b) -%}
    ({{ exact(value) }} >= {{ exact(f ~ '.wide_low * ' ~ b ~ '.base_value') }}
            and {{ exact(value) }} <= {{ exact(f ~ '.wide_high * ' ~ b ~ '.base_value') }})
{%- endmacro %}

{# What is compared with each other by one jump rule: the figures of one series and span. #}
{% macro jump_series(alias) -%}
    {{ alias }}.rule_code, {{ alias }}.version, {{ alias }}.span, {{ series_columns(alias) }}
{%- endmacro %}

{% macro same_jump_series(left, right) -%}
    {{ left }}.rule_code = {{ right }}.rule_code
    and {{ left }}.version = {{ right }}.version
    and {{ left }}.span = {{ right }}.span
    and {{ same_series(left, right) }}
{%- endmacro %}

{# The figures of one jump rule and series before each figure. #}
{% macro earlier_figures(alias) -%}
    partition by {{ jump_series(alias) }}
    order by {{ alias }}.start_date
    rows between unbounded preceding and 1 preceding
{%- endmacro %}

{# Whether a value is in the middle of `n_values` in order, the `value_no`-th: one of them, of an even number two. #}
{% macro is_middle(alias=none) -%}
    {%- set prefix = alias ~ '.' if alias else '' -%}
    2 * {{ prefix }}value_no between {{ prefix }}n_values and {{ prefix }}n_values + 2
{%- endmacro %}

{# Whether an explanation has a letter; dots, dashes and numbers explain nothing. #}
{% macro is_text(expression) -%}
    coalesce(lower({{ expression }}) <> upper({{ expression }}), false)
{%- endmacro %}

{# The number of words of a text, in Vietnamese syllables, as blanks part them. #}
{% macro n_words(expression) -%}
    {%- set text = "replace(replace(trim(" ~ expression ~ "), '  ', ' '), '  ', ' ')" -%}
    coalesce(length({{ text }}) - length(replace({{ text }}, ' ', '')) + 1, 0)
{%- endmacro %}

{# Whether an implausible figure already fails a check of structure or content of the same or a graver severity, or a graver
   check of plausibility: it is then asked about once. `v`: violations, `r`: their rules, `w`: their waivers. #}
{% macro is_repeated(v, r, w) -%}
    {%- set grade = "case " ~ v ~ ".severity when 'stop' then 4 when 'hold' then 3 when 'question' then 2 else 1 end" -%}
    {%- set open = v ~ ".outcome = 'fail' and " ~ w ~ ".decision_seq is null" -%}
    coalesce({{ v }}.outcome = 'fail' and {{ r }}.stage = 'plausibility' and (
        {{ grade }} <= max(case when {{ open }} and {{ r }}.stage <> 'plausibility' then {{ grade }} end) over (partition by {{ v }}.slice_id)
        or {{ grade }} < max(case when {{ open }} then {{ grade }} end) over (partition by {{ v }}.slice_id)
    ), false)
{%- endmacro %}
