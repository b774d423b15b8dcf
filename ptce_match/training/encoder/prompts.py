"""What multilingual-e5 wants before a text, according to the part it plays."""

QUERY, PASSAGE = "query: ", "passage: "
