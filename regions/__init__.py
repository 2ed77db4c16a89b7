"""Who, and the ground everything stands on. Knows no other app."""
