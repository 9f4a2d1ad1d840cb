-- One row per indicator and version.
select
    indicator_code, version, name_vi, name_en, definition_vi, calc_kind, numerator_code, denominator_code, scale, uom_code,
    stock_flow, agg_area, agg_time, direction, bound_low, bound_high, decimals, legal_basis, valid_from, valid_to
from {{ ref('stg_indicators') }}
