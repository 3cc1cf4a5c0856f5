"""A small world for the steps: it knows by itself what is true, and judges."""
