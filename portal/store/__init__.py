"""What is remembered: rows, and query functions by subject. Never decides, never commits."""
