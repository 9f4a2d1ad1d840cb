"""What lies in an inbox: which files are received, which entries are skipped and why, how bytes are stored."""
