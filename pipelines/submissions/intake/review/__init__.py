"""Which received files need a person, and how a person settles one that nobody will send again."""
