"""The commands that the service adds to `ptce-match`."""
