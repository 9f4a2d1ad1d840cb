"""An analyst's own tables and method file in COINr's shape: reading and checking."""
