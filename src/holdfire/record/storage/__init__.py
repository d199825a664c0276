"""What the record keeps on disk: the log, signed heads, blobs; acknowledged only once it is durable."""
