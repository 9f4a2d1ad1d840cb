-- One row per finding of the conflict desk: two targets that cannot both be worked to as they stand, or one count of
-- which nobody said over which years it adds up. The finding is named by its targets, never by an indicator.
select
    'X-' || p.target_a || '-' || p.target_b as conflict_id,
    p.finding_kind,
    p.home_area_id,
    p.family_code,
    p.family_name_vi,
    p.target_a,
    p.target_b,
    p.earlier,
    p.is_one_document,
    p.is_one_concept,
    p.differs_value,
    p.differs_scope,
    p.differs_denominator,
    p.differs_kind,
    p.differs_field,
    p.differs_sum,
    p.differs_area,
    p.differs_start,
    p.earlier is not null or p.differs_start as differs_horizon
from {{ ref('int_target_pairs') }} as p
where p.finding_kind is not null
union all
select
    'X-' || t.target_id as conflict_id,
    'accumulation' as finding_kind,
    t.home_area_id,
    t.family_code,
    t.family_name_vi,
    t.target_id as target_a,
    cast(null as string) as target_b,
    cast(null as string) as earlier,
    true as is_one_document,
    true as is_one_concept,
    false as differs_value,
    false as differs_scope,
    false as differs_denominator,
    false as differs_kind,
    false as differs_field,
    false as differs_sum,
    false as differs_area,
    false as differs_start,
    false as differs_horizon
from {{ ref('int_targets') }} as t
where t.accumulation = 'unknown'
