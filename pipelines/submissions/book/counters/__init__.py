"""Second readers: one module for each format that counts non-empty cells, without the library of the first reader."""
