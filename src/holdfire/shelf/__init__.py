"""The shelf: what the log says, laid out in SQLite files to ask questions of. It holds nothing of its own."""
