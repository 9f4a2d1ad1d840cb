"""Makes the static site of a release: pages that open from a folder, without a server or network."""
