"""Keeps names of persons, telephone numbers and e-mail addresses out of everything but the restricted table."""
