"""How people meet Quoth: a terminal, JSON Lines, Telegram."""
