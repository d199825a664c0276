"""A mission: one agreement, what was reported under it, what was made of that, in one folder."""
