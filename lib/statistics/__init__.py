"""Statistics: thin, tested functions on arrays; they know neither the store nor the screen."""
