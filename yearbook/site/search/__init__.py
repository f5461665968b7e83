"""An edition of the yearbook → the scripts in which its search page looks things up.

    edition → entries (what readers see of each record, as plain text) → cards → index (terms → records) → scripts

The browser's half is `templates/assets/js/search.js`; what the two share is the way in which text is folded and cut
into terms (`terms`), and the form of the scripts (`scripts`). Nothing here reads a file or knows a page's layout.
"""
