"""Forms as .xlsx workbooks, blank or prefilled, laid out as the codebook declares them."""
