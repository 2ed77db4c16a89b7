"""What the answers are made of: every field with its meaning, and an example of it."""
