"""What the network can learn about itself, in numbers."""
