"""One declared block compared with one sheet: rows, columns, header, score."""
