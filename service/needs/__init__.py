"""What projects cannot do alone."""
