"""Humanitarian access: what is notified to the sides, what each of them answers, and what then happened.

Notification is no permission: nothing here grants or refuses a right, and silence is only told as silence.
"""
