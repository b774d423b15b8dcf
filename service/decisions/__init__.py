"""What was decided about needs and mentors."""
