"""The demo site "Nhân lực Cầu Tre": an invented sending company, its orders as articles with tables."""
