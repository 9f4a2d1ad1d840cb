"""The codebook compiled into records and dictionaries that a worker process looks up."""
