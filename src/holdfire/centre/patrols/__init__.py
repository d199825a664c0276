"""Patrols: planned on a route, carried out as each side says, hindered and denied; and clashes of plans."""
