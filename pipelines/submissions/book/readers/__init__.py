"""First readers: one module for each library that turns a workbook into cells."""
