"""Workbooks that chiso writes: blank and prefilled forms (`blank`), and replies to senders (`reply`).

Forms are laid out by the codebook's form tables alone. The package writes workbooks; `submissions` reads them.
"""
