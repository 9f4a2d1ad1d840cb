"""Commands about published releases: their differences, notes, rollback, retention, and verification."""
