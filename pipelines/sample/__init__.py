"""A simulated province: workbooks as 124 communes and the departments might send them, each marked as simulated.

Figures are invented, and a few mistakes are planted. No person is invented. Only `chiso sample`, `chiso run --sample`
and tests import this package.
"""
