"""The workbooks that chiso writes: blank forms, filled or not, exactly as the codebook lays them out.

Here: layout from the codebook's form tables, and its printing with xlsxwriter. Not here: opening any workbook
(submissions), deciding which figures are due or right, inventing figures (sample).
"""
