"""What waits for a person and what was decided: the queue, its order and search, holds, decisions, history."""
