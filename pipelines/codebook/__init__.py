"""The codebook: the tables of data/seeds, typed, cross-checked, named by a hash and kept as snapshots.

Every other package may import this one. It contains no framework, no workbook and no SQL.
"""
