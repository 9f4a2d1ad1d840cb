"""Replies to senders, and the preview of what a file would change."""
