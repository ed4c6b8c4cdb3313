"""Charts: tidy frames in, pictures with their finding in words out. No colours live here."""
