"""One answer, many renderings: Telegram HTML, a terminal, JSON. Each room here is one of them."""
