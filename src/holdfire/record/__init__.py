"""What a mission did, line upon line, so that nobody can undo it unseen."""
