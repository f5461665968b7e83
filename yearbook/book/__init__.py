"""The Yearbook's arrangement and a request → a `Book`, and from it the bytes of a PDF that prints and archives.

    request = Request(Scope.YEAR, "zh", "year", "2016")
    book = compose(editions, request)        # pure: a frozen value with every text in it
    press = read_press(templates)            # templates of print/, fonts, their digest
    key(press, book)                         # the recipe: kept or made again by it
    compile_book(press, book)                # PDF/A-2a and PDF/UA-1, the same bytes every time

`requests` lists every book that the site offers; `make` turns some of them into outputs for the store. Nothing is
written here.
"""
