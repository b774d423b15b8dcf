"""The HTTP service that will back the network's registry; the next release fills it."""
