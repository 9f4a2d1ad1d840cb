"""Opens archives and e-mail messages in a bounded process: each file in them becomes a receipt."""
