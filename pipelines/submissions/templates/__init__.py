"""Workbooks laid out like one that was read before: compared in whole lists, their cells taken from its account."""
