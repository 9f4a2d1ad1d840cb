"""Worker processes: each reads one file after the other; what a file does to its process costs that file only."""
