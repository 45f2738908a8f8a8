"""What is kept: the only meeting place of crawler, model and review_app, none of which it imports."""
