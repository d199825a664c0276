"""Letters to the UN and to the sides: what is to be said, free of any language, then written in five."""
