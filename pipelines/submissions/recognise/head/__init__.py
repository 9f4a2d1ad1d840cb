"""The head of a sheet: form number, reporter, period; its title."""
