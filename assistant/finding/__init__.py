"""Finding: which reading is evidence for each part of a question, and why others are not."""
