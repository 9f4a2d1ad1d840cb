"""What stands on each page: rows of the release as blocks."""
