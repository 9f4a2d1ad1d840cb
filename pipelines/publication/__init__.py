"""From received files to a published release: candidate, gate, publishing, replies, and the month as a whole."""
