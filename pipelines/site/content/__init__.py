"""Rows, cells and marks that several pages share."""
