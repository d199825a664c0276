"""Between sources: the same meeting or provision across documents, and where they do not say the same."""
