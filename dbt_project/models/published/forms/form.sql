-- One row per form and version.
select
    form_code, form_version, name_vi, name_en, layout_kind, reporter_kind,
    frequency, calendar, source_code, legal_basis, valid_from, valid_to
from {{ ref('stg_forms') }}
