"""The composite indices outside SQL: the slow reference that the index models must equal.

Here belongs arithmetic over values already admitted. Which figures are admitted, and every file, is not known here.
"""
