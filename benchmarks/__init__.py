"""How fast the metrics and the import are on a big community, beside what else one could do: ``python -m benchmarks``."""
