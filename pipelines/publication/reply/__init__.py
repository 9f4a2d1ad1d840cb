"""Replies to received files: what to ask, what was asked, what a file would change."""
