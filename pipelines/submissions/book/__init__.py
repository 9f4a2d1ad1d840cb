"""Bytes of a received file -> cells of sheets: formats, encodings, number formats, two independent readers."""
