"""Composite indices outside the warehouse: the numpy reference implementation, and scoring of an analyst's files."""
