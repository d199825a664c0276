"""Units of count as rules: the same observations, counted as each observer counts (docs/counting.md)."""
