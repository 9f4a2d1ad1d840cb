-- One row per linear rule or cross-check and subject for which Σ coefficient × figure leaves the limits; undecided where a
-- figure is due and missing, or where it hangs on what absent areas send. Silent where a term names nothing: a figure that
-- nobody owes yet, the first period of a series. What is expected of the subject is what the other terms leave for it.
with products as (
    select
        x.rule_code, x.version, x.subject_slice_id, t.product_no,
        max(t.n_terms) as n_terms,
        count(*) as n_found,
        -- a product with an incomplete sum is unknown
        count(*) filter (where x.value is null or (x.spread > 0 and t.product_no > 0)) as n_missing,
        bool_or(t.role = 'subject') as is_subject,
        cast(min(t.coefficient) as double) * case when count(*) > 1 then max(t.coefficient) else 1 end as coefficient,
        case when count(x.value) < count(*) then 0e0 when count(*) > 1 then min(x.value) * max(x.value) else max(x.value) end as value,
        sum(abs(t.coefficient) * t.half_unit * x.n_areas) as rounding,
        sum(abs(t.coefficient) * x.spread) as spread
    from {{ ref('chk_linear_term') }} as x
    inner join {{ ref('int_linear_terms') }} as t
        on t.rule_code = x.rule_code and t.version = x.version and t.term_no = x.term_no
    group by x.rule_code, x.version, x.subject_slice_id, t.product_no
),

sums as (
    select
        rule_code, version, subject_slice_id,
        max(n_terms) as n_terms,
        bool_or(is_subject and n_missing > 0) as is_subject_missing,
        sum(n_found) as n_found, sum(n_missing) as n_missing, sum(rounding) as rounding, sum(spread) as spread,
        max(case when is_subject then coefficient end) as factor,
        max(case when is_subject then value end) as value,
        cast(sum(case when is_subject then 0 else {{ exact('coefficient * value') }} end) as double) as rest,
        cast(sum(case when is_subject then 0 else abs({{ exact('coefficient * value') }}) end) as double) as size
    from products
    group by rule_code, version, subject_slice_id
),

judged as (
    select
        f.rule_code, f.version, r.rule_kind, r.severity, f.slice_id, {{ slice_columns('f') }},
        f.value,
        case when s.factor > 0 then r.low else r.high end as near_low,
        case when s.factor > 0 then r.high else r.low end as near_high,
        s.factor,
        s.rest,
        (coalesce(r.tolerance, s.rounding) + coalesce(r.tolerance_pct, 0) / 100 * s.size) / abs(s.factor) as slack,
        -- what absent areas may add moves the limits, and the tolerance that is a share of it
        s.spread * (1 + coalesce(r.tolerance_pct, 0) / 100) / abs(s.factor) as reach,
        s.is_subject_missing or (s.n_missing > 0 and r.missing_strategy = 'undecided') as is_undecided
    from sums as s
    inner join {{ ref('int_rules') }} as r on r.rule_code = s.rule_code and r.version = s.version
    inner join {{ ref('int_linear_figures') }} as f
        on f.rule_code = s.rule_code and f.version = s.version and f.slice_id = s.subject_slice_id
    inner join {{ ref('int_linear_terms') }} as t
        on t.rule_code = f.rule_code and t.version = f.version and t.term_no = f.term_no and t.role = 'subject'
    where s.n_found = s.n_terms
),

bounded as (
    select
        f.*,
        (f.near_low - f.rest) / f.factor - f.slack as expected_low,
        (f.near_high - f.rest) / f.factor + f.slack as expected_high
    from judged as f
),

decided as (
    select
        f.*,
        case
            when f.is_undecided then 'undecided'
            when {{ exact('f.value') }} < {{ exact('f.expected_low - f.reach') }} then 'fail'
            when {{ exact('f.value') }} > {{ exact('f.expected_high + f.reach') }} then 'fail'
            when {{ exact('f.value') }} < {{ exact('f.expected_low + f.reach') }} then 'undecided'
            when {{ exact('f.value') }} > {{ exact('f.expected_high - f.reach') }} then 'undecided'
        end as outcome
    from bounded as f
)

select {{ violation_columns('f.outcome', 'f.value', 'f.expected_low - f.reach', 'f.expected_high + f.reach') }}
from decided as f
where f.outcome is not null
