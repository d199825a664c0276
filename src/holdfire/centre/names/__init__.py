"""Names of persons across Arabic, Russian and Latin spellings: which may be one name, how likely, and why.

A score decides nothing: it puts candidates before a person, who does.
"""
