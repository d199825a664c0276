"""What was issued as collections of features, for map programs: OGC API - Features - Part 1: Core 1.0.1."""
