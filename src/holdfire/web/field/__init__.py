"""Reports that come through the desk's own form: what it asks, how they are kept, how they are taken in."""
