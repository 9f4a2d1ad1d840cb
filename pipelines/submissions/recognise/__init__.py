"""Recognises which declared form a sheet is, who reports, for which period, and where its tables stand."""
