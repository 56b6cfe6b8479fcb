"""Another directory's feed, read without trusting it: fetched safely, checked whole, put into our words."""
