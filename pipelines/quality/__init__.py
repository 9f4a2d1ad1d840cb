"""Quality: the suites of expectations over batches and marts, the decisions people take about figures, and which cell
of a report that contradicts itself is most likely wrong.

Not here: rules between figures (dbt_project/models/quality), the gate's answer (publication).
"""
