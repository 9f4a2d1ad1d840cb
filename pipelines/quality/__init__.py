"""Quality: the suites of expectations over batches and marts, and the decisions people take about figures.

Not here: rules between figures (dbt_project/models/quality), the gate's answer (publication).
"""
