"""Who says it: words in and out of quotation marks, who spoke them, and of what tier the speaker is."""
