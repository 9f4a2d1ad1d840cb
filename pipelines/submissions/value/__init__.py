"""Text of a cell -> number, unit, period; ambiguous spellings resolved."""
