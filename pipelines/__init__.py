"""The packages of chiso. Their import order is in README.md; docs/architecture.md describes them."""
