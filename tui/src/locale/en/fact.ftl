# A sentence for each fact.
