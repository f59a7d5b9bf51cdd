"""Code of the sample book."""
