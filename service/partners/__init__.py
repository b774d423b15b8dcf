"""Those who have something to offer to project holders."""
