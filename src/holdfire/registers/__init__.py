"""Observers' own counts side by side: one row per origin, bounds on what is behind them, no sums."""
