"""What a mission exchanges with others in forms they know: read what they send, write what they can open."""
