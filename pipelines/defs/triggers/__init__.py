"""Schedules and sensors of provinces, and the jobs that only they request."""
