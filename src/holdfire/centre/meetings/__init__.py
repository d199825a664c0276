"""Meetings of a process: rounds, who came, what was agreed point by point, as each source says."""
