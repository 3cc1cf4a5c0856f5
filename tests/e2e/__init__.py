"""The whole program on real servers: what goes in by mail and file, what comes out."""
