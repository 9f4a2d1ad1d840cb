"""Pages of the analyses of indices that chiso computes."""
