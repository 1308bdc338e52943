"""What every page is made with, whatever it shows: the frame of the portal and of the adviser's room."""
