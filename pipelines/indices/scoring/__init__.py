"""Scores of many replicates of an index at once, vectorised in numpy; equal to the SQL models."""
