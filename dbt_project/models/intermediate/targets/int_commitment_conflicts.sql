-- One row per finding between a commitment without a number and a target: both statements with their lines, what differs and
-- why it matters. Neither takes the place of the other, so that no working target is proposed.
select
    'X-' || p.commitment_id || '-' || p.target_id as conflict_id,
    p.finding_kind,
    p.home_area_id,
    p.family_name_vi as topic_vi,
    p.commitment_id as target_a,
    c.document_file as document_a,
    c.line as line_a,
    c.quote as quote_a,
    {{ commitment_aim('c') }} as number_a,
    p.target_id as target_b,
    t.document_file as document_b,
    t.line as line_b,
    t.quote as quote_b,
    {{ target_number('t') }} as number_b,
    p.differs_value,
    p.differs_scope,
    p.differs_denominator,
    false as differs_kind,
    p.differs_field,
    coalesce(p.commitment_year <> p.target_year, false) as differs_horizon,
    {{ commitment_explanation('p', 'c', 't') }} as explanation_vi,
    cast(null as string) as proposed_target_id,
    'Theo dõi riêng ' || p.commitment_id || ' và ' || p.target_id || '; đề nghị nơi ban hành nói rõ.' as proposal_vi
from {{ ref('int_commitment_pairs') }} as p
inner join {{ ref('int_commitments') }} as c on c.commitment_id = p.commitment_id
inner join {{ ref('int_targets') }} as t on t.target_id = p.target_id
where p.finding_kind is not null
