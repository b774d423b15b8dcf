"""People and their membership of the network."""
