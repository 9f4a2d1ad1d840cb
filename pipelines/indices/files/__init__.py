"""An analyst's own tables and method files in COINr's shape."""
