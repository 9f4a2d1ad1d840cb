-- One row per list of codes and code, with its place in the list and its label in two languages: the closed lists, and
-- the codebook's units, sources and measures.
select vocabulary, code, sort_order, label_vi, label_en
from {{ ref('stg_vocabulary') }}
union all
select
    'uom' as vocabulary, uom_code as code, row_number() over (order by uom_code) as sort_order,
    symbol_vi as label_vi, symbol_en as label_en
from {{ ref('stg_uoms') }}
union all
select
    'source' as vocabulary, source_code as code, row_number() over (order by source_code) as sort_order,
    name_vi as label_vi, name_en as label_en
from {{ ref('stg_sources') }}
union all
select
    'measure' as vocabulary, measure_code as code, row_number() over (order by measure_code) as sort_order,
    name_vi as label_vi, name_en as label_en
from {{ ref('stg_measures') }}
