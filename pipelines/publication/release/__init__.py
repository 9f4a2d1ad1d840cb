"""Publishing a candidate, and reading what was published last."""
