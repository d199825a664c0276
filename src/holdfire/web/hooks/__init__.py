"""Webhooks: the desk tells programs elsewhere that something is new, and nothing of what it says."""
