"""What people decide: cases, on what evidence, by whom, and who dissents."""
