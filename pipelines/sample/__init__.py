"""The simulated province: workbooks as 124 communes and a department might send them, marked as simulated.

Here: invented figures and the few planted mistakes. Not here: anything that the path itself uses; no room imports
this one, and no person is invented.
"""
