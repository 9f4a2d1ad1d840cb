"""The data dictionary: dbt's descriptions of the staging models, and the page of the released tables.

`python -m pipelines.warehouse.dictionary` writes both. Files:

- `staging.py`: descriptions, keys and references of the staging models and sources, from the declarations of the
  tables (codebook/schema, submissions/intake/landing_tables.py, ledger/tables.py).
- `released.py`: docs/tables.md and docs/country_tables.md, from the descriptions of the published models and of the
  country's.
"""
