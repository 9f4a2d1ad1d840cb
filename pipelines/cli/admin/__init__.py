"""Commands that decide and maintain: decide, bind, settle, codebook, ledger, rebuild."""
