"""What is known of a broker, and what people judged about who is who."""
