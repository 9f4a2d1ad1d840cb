"""Commands of the month: run, receive, build, gate, publish, waiting, accept, reply, sample."""
