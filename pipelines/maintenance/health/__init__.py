"""Whether an installation works: disk, ledger, releases, daemon, inbox, clock, permissions, backup."""
