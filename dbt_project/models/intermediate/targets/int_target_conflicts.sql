-- One row per finding between targets: both statements with their lines, what differs and why it matters, and the working
-- target that is proposed.
with found as (
    select
        f.*,
        f.family_name_vi as topic_vi,
        {{ target_number('a') }} as number_a,
        case when b.target_id is not null then {{ target_number('b') }} end as number_b,
        a.document_file as document_a,
        a.line as line_a,
        a.quote as quote_a,
        b.document_file as document_b,
        b.line as line_b,
        b.quote as quote_b,
        {{ conflict_explanation('f', 'a', 'b') }} as explanation_vi,
        case
            when f.target_b is null then f.target_a
            when f.finding_kind = 'horizon' and f.earlier is not null then f.earlier
            when f.finding_kind in ('same_value', 'scope', 'denominator') then null
            when a.binding = 'dropped' or b.binding = 'dropped'
                then case when a.binding = 'dropped' then f.target_b else f.target_a end
            when a.document_date > b.document_date then f.target_a
            when b.document_date > a.document_date then f.target_b
            else f.target_a
        end as proposed_target_id
    from {{ ref('int_target_findings') }} as f
    inner join {{ ref('int_targets') }} as a on a.target_id = f.target_a
    left join {{ ref('int_targets') }} as b on b.target_id = f.target_b
)

select
    {{ finding_columns('f') }},
    {{ conflict_proposal('f') }} as proposal_vi
from found as f
