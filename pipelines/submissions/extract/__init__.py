"""Cells of recognised tables -> observations, absences, rejects and context."""
