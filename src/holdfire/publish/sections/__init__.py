"""The sections of a bulletin, one file each: a day's cut in, a section out."""
