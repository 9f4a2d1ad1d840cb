"""Writes seeds: rows of a proposal, rows of a further province."""
