"""Commands about forms: blank, coverage, diff."""
