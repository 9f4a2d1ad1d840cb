"""Seed rows proposed for an undeclared layout, for `chiso form diff`."""
