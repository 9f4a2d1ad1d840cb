"""The candidate release: its folder, its build, suites, manifest, and the rebuild of past releases."""
