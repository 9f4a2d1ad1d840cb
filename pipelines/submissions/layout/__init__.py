"""The codebook compiled into dictionaries that a worker process looks up."""
