"""Parses the texts of cells: numbers, units of measure, reporting periods."""
