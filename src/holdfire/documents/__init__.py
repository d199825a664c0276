"""Documents: from a noisy page to facts that are cited, dated and doubted."""
