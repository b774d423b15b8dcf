"""Builds what the default encoder is fine-tuned from: base weights, and the vocabulary that French needs."""
