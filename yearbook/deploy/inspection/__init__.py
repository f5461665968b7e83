"""A finished site on disk → what is wrong in its files, whatever made them. Reads the built files alone.

Asks for no network, no browser and no content: what is checked is what a web server would hand out. Never writes.

    reading    one page's bytes → what it says of itself, each with its line and column
    addresses  an address on a page → the file of the site that it means
    pages      what can be wrong in one page
    official   the meta tags that websites of Chinese governments bear
    whole      what can be wrong between pages: anchors, counterparts, the sitemap, style sheets
"""
