"""What the manifest of a letter is called, apart from what writes one: that is long to load."""

MANIFEST = "letter.json"
FORM = "holdfire-letter/1"
