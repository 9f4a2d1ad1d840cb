"""The proof beside each release: its files, and the ledger's chain from the release before it, without file names."""
