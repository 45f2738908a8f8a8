"""What people see and do: the login in front, the queue, one item, the history. It meets the rest in storage only."""
