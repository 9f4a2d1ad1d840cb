"""Catalogues of sentences and headings in Vietnamese and English."""
