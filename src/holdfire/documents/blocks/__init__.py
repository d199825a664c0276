"""Blocks: what each part of a page is, from its title to its readers' comments."""
