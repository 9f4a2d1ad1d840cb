"""The only room that opens workbooks: receive, read, recognise, extract, land.

Here: bytes into the store of blobs, worker processes with limits, readers, declared layouts, Parquet of the landing.
Not here: what a figure means (codebook), whether it is right (quality), workbooks that we write (forms).
"""

READER_VERSION = "12"  # raise it when the same bytes and codebook give other cells: the landing is then made anew
