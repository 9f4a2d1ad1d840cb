"""Reads a declaration workbook and turns it into seed rows."""
