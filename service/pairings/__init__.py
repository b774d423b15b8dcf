"""From a suggestion to its outcome."""
