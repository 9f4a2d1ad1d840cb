"""Uncertainty of an index's ranks: Monte Carlo over the choices of its method, and which of them matter."""
