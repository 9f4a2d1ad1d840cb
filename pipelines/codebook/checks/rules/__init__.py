"""Checks of rules: each by its kind, and all together."""
