"""Names in documents: states, bodies, groups, places and officials, as the tables and titles tell them."""
