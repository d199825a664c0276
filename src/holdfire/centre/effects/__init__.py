"""What decisions do to the agreement: terms prolonged or ended, new maps of zones."""
