"""A small ceasefire that is made up, with everything known: to train a mission and to measure fusing."""
