"""A card's body as blocks, sentences, words and links: strings in, sentences out, and no facts."""
