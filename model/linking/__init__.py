"""The pure parts of step 8: which adverts are copies of one offer, and which offers have one broker behind them."""
