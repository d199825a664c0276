"""How things change, read with who was looking: series, observation effort, comparison of periods."""
