"""Writes the page for the chairman."""
