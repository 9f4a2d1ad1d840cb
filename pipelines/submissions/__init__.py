"""Receives workbooks, reads them, recognises their forms and writes their cells to the landing.

The only package that opens workbooks. What a figure means is declared in codebook, whether it is right is checked in
quality, workbooks are written in forms.
"""

READER_VERSION = "14"  # raise it when the same bytes and codebook give other rows: the landing is then made anew
