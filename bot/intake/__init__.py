"""Bringing articles in: a file or an address becomes NAME.md in a library, or one line that says why not.

The way of a source: `sources` and `fetching` find its bytes, `kinds` says what they are, a reader (`plain`, `page`,
`word`, `portable`) makes a `Document` of them, `mending` repairs its text, `shelf` compares it with what the library
has, `writing` writes it. `adding` walks that way. Readers of others' formats run in a process of their own
(`isolation`, `worker`).
"""
