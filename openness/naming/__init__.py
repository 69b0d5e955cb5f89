"""Which model, dataset or licence do these words name?"""
