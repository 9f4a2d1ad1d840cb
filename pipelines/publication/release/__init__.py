"""Publishing a candidate, and the values published last."""
