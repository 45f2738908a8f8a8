"""Who may do what: accounts, roles, scope, passwords and sessions."""
