"""The workbook in which a person declares a form."""
