"""What other programs can ask the directory."""
