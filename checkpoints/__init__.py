"""What the regions work through, and how far they have come. Imports regions."""
