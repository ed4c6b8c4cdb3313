"""Google Sheets: asked over HTTP, and their cells read as texts that mean one thing only."""
