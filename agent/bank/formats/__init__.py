"""Statement formats: one module each, offering `FORMAT`."""
