"""When something has to be done for a province: files that came, deadlines that passed, changes since the release."""
