"""Writes the workbook of a release."""
