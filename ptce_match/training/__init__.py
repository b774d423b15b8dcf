"""Making models: the texts to learn from, and what is learned from them. Needs the extra ``train`` where it says so."""
