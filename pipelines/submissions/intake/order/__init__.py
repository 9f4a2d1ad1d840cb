"""Puts the submissions of a duty in the order of the ledger, and holds back what would replace more by less."""
