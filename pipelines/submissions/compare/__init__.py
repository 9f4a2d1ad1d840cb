"""A sheet with an undeclared layout compared with the declared forms, for `chiso form diff`."""
