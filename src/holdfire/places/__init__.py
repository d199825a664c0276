"""Where things happened, and how well that is known: metres on the ellipsoid, never degrees."""
