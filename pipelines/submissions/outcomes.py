"""What can become of a submission. The suite of a batch and the replies are tested against this list."""

READ, WAITING, REFUSED, UNREADABLE = OUTCOMES = ("read", "waiting", "refused", "unreadable")
