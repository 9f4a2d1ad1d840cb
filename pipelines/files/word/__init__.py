"""Bound sentences in Word documents: how they are written, and how a finished document is compared with a release."""
