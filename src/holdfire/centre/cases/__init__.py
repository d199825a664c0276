"""Cases: a complaint from the day it comes in to the ruling on it, step by step, nothing overwritten."""
