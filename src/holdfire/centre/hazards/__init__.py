"""Hazardous areas: suspected and confirmed ones, and how far their land is released, as each side says.

Nothing here is ever cleared by reckoning: land is released where somebody signs that it is.
"""
