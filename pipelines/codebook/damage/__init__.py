"""What a spreadsheet program does to seed files, and what stood there before."""
