"""Health, metrics, logs."""
