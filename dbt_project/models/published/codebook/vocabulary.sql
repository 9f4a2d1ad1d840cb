-- One row per closed list of codes and code, with its place in the list and its label in two languages.
select vocabulary, code, sort_order, label_vi, label_en
from {{ ref('stg_vocabulary') }}
