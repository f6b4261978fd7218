"""Understanding: a question, its parts, what of the conversation it leans on."""
