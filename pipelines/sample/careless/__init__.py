"""Careless and wishful senders of the simulated province, and a record of each figure that is not the true one."""
