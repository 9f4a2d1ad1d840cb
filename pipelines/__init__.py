"""chiso: one package, one room per folder; docs/architecture.md says who may import whom."""
