"""Whether everything that a province keeps is what the ledger says, file by file. Nothing is changed."""
