"""One digest of a province and period, and its ways out of the machine: mail, a folder, a web address.

Nothing is sent unless the office's settings file names the server or folder. A digest that was not sent stops nothing.
"""
