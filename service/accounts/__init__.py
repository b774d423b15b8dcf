"""How people enter: accounts, sessions, tokens, invitations."""
