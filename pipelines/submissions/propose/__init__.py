"""Form diff, the part that proposes: seed rows that declare an undeclared layout, for a person to review."""
