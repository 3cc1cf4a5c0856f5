"""Invoice formats: one module each, offering `FORMAT`."""
