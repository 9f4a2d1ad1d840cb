"""Replies to senders: colours and comments in the sender's workbook, or in a copy of its values."""
