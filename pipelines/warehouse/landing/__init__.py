"""What a build changes in the landed submissions that it loads."""
