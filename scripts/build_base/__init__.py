"""Builds the default encoder: base weights, vocabulary cut, fine-tuning on ESCO synonyms, int8 export, model card."""
