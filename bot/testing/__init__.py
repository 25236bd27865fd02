"""Retrieval tests as people meet them: run, told, held against thresholds, compared, accepted, written to files.

What a test is and whether it passes is `knowledge`'s to say (`retrieval_tests`, `evaluation`).
"""
