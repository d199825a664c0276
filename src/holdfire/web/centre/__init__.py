"""The rooms of the coordination centre: what an account sees of it, and each subject as a page tells it."""
