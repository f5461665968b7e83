"""Build the site from content and templates, and serve it while it is edited.

In: `BuildOptions`. Out: the output folder and a `BuildReport`, or a dev server. The room reads content through
`content`, checks it through `checks`, lets `site`, `data` and `book` make the files, and alone writes the folder.

Read first: `pipeline.py` (the steps of a build), `plan.py` (what every output depends on),
`output/staging.py` (the output folder).
"""
