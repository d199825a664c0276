"""Maps of the desk: what a map of a date shows, as features that a script or the server itself draws."""
