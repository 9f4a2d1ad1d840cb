"""The reply to a sender: marks and comments in the sender's own workbook."""
