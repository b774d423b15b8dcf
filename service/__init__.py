"""The HTTP service that backs the network's registry; the engine behind it is called as a library and nothing else."""
