"""Blank forms as workbooks, exactly as the codebook declares them."""
