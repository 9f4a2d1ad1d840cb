"""Form diff, the part that runs in a worker: the tables of a book beside the declared form they are nearest to."""
