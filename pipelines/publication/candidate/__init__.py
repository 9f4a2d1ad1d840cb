"""The candidate release: its folder, its build, suites, manifest and rebuild."""
