"""Official texts as provisions: each numbered point with its force, whom it binds, where, until when."""
