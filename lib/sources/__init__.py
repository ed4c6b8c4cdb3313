"""Where rows come from: one file an origin, each giving a raw table of texts with their lines."""
