"""`make bench`: speed and memory of policyqa beside what a user would otherwise take, with the retrieval quality of each."""
