"""Fine-tuning the encoder on needs and profiles as people tell them.

Nothing here is imported by the engine; torch and sentence-transformers come with the ``train`` extra. Read `recipe` for
what can be set, `making` for the order of things.
"""
