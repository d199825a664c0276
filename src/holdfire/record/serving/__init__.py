"""A node over HTTP: what it answers to each call (app, answers), and the server that asks it (server)."""
