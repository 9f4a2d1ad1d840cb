-- One row per yearly report that an office collects for its own summary, and that summary, where one document sets the
-- summary's day and the report has none, or a later one.
with duties as (
    select distinct
        r.duty_code,
        r.duty_kind,
        r.name_vi,
        r.receiver_office_code,
        coalesce(r.office_code, f.office_code, o.office_code) as office_code,
        coalesce(r.frequency, f.frequency) as frequency,
        r.document_file,
        r.line,
        r.quote,
        12 * 31 * coalesce(r.due_years, 0) + 31 * r.due_month + r.due_day as due_no,
        cast(r.due_day as string) || '/' || cast(r.due_month as string) as due_vi,
        r.due_kind,
        b.province_area_id as home_area_id
    from {{ ref('stg_obligation_rules') }} as r
    cross join {{ ref('stg_builds') }} as b
    left join {{ ref('stg_forms') }} as f on f.form_code = r.form_code and f.valid_to is null
    left join {{ ref('stg_reporters') }} as o on o.reporter_code = f.reporter_code
    where r.province_code = b.province_code and r.document_file is not null
)

select
    'X-' || p.duty_code || '-' || s.duty_code as conflict_id,
    'duty_order' as finding_kind,
    p.home_area_id,
    s.name_vi as topic_vi,
    p.duty_code as target_a,
    p.document_file as document_a,
    p.line as line_a,
    p.quote as quote_a,
    case when p.due_kind = 'unset' then 'không ghi ngày' else p.due_vi end as number_a,
    s.duty_code as target_b,
    s.document_file as document_b,
    s.line as line_b,
    s.quote as quote_b,
    s.due_vi as number_b,
    false as differs_value,
    false as differs_scope,
    false as differs_denominator,
    false as differs_kind,
    false as differs_field,
    true as differs_horizon,
    'Báo cáo gửi để tổng hợp ' || case when p.due_kind = 'unset' then 'không ghi ngày' else 'có hạn ' || p.due_vi end
    || ', bản tổng hợp có hạn ' || s.due_vi || '; đến hạn ấy chưa ai buộc phải gửi.' as explanation_vi,
    cast(null as string) as proposed_target_id,
    'Đề nghị ấn định hạn của ' || p.duty_code || ' trước hạn của ' || s.duty_code || '.' as proposal_vi
from duties as p
inner join duties as s
    on s.document_file = p.document_file
    and s.office_code = p.receiver_office_code
    and s.duty_code <> p.duty_code
where p.duty_kind = 'report' and p.frequency = 'year' and s.frequency = 'year' and s.duty_kind in ('report', 'form')
    and s.due_kind = 'fixed_date'
    and (p.due_kind = 'unset' or p.due_kind = 'fixed_date' and p.due_no > s.due_no)
