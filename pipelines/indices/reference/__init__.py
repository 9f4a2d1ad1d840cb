"""The reference implementation of composite indices in numpy, which the SQL models must equal."""
