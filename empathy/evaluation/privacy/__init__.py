"""What the privacy benchmark is made of: values, sentences, judging; ``privacy_bench`` puts them together."""
