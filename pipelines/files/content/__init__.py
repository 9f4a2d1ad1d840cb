"""Reads a release into the rows that files show."""
