"""Two languages, one truth: the numbers that texts state → where Chinese, English and the data do not agree."""
