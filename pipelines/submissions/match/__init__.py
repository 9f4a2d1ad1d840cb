"""Finds the tables of a declared form on a sheet: its rows and columns, by codes, labels and headers, with a score."""
