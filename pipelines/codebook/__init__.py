"""The codebook: what the province decided (data/seeds), typed, cross-checked and versioned.

Here belong the tables of the codebook, their problems, their snapshot by hash, and name folding.
No framework, no workbook, no SQL belongs here; every other room may import this one.
"""
