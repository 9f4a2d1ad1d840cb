"""What a received file is: its format by its bytes, spreadsheets of other programs, Excel's default key."""
