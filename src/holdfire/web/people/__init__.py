"""Who comes to the desk: accounts, passwords, second factors, passkeys, sessions, tries."""
