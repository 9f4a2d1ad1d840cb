"""What `chiso codebook check` looks at besides the rules of the tables: quotes, and what an analyst should know."""
