"""From bytes to a clean article, in processes that can be killed."""
