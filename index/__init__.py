"""Finding: chunks → vectors and words → hits."""
