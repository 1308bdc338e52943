"""What the room remembers. Every word somebody wrote, and every name and number, is sealed."""
