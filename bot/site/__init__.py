"""The reader's site: a library as static pages that need no server. Each room is a step from library to folder."""
