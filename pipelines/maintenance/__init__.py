"""What keeps an installation running: backup, restore, health, and the folder of Dagster's own data."""
