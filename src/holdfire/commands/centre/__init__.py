"""The verbs of the coordination centre: one file per subject, all acting and asking in the same way."""
