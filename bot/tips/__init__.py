"""Tips, and the questions that bring them back."""
