"""What people can know, refuse and have erased."""
