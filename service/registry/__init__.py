"""What the entries of the registry have in common, whatever they are about."""
