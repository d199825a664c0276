"""Proposals of a user's own language model, on a short leash: optional, apart from what the rules read."""
