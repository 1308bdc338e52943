"""What every page is made with: the frame of the portal and of the adviser's room."""
