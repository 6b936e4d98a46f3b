"""From scores to the session's numbers, opportunities and strengths."""
