"""The demonstration PII_DEMO: invented figures of 34 provinces for two editions, as the workbook of a publisher.

No figure comes from a province, a ministry or a published rank; names of provinces are those of the codebook.
"""
