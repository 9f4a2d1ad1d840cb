"""Quality: suites of expectations over batches and marts, decisions about figures and targets, error localisation.

Rules between figures are SQL (dbt_project/models/quality); the verdict on a candidate is given in publication.
"""
