"""The review list as a workbook in which a statistician decides."""
