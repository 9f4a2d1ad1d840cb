"""Receipts -> landing: storing bytes, worker processes, batches of Parquet, acceptance."""
