"""Content → a public place: built clean, inspected, brought there in an order that never shows a broken link, verified.

    release      a built folder → a release: files with their digests, and the record of them that goes along
    compression  a release's texts → gzipped copies beside them
    planning     what is there, what shall be there → what to bring, in which order, and what to remove (pure)
    kept         releases in a folder, one of them current: a folder that a web server reads, or copies for a way back
    programs     an installed program → its answer, or a problem that says what to do
    carriers     what a place must be able to do; folder, copying (rsync, rclone), branch (git) are such places
    publication  all of it on one screen

Places that hold releases (folder, branch) change from the old one to the new one in one step. On others a publication
that was cut off is completed by repeating it. Nothing is ever removed that was not published from here.
"""
