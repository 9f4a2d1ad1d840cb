"""What a change of a unit's figures does to ranks, and the least changes that reach a wanted rank."""
