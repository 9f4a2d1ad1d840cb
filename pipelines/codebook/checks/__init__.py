"""Cross-checks of the seed tables, one module for each topic."""
