"""Serve the site in the browser while its content and templates are edited.

In: `BuildOptions`. Out: pages over HTTP that are rendered when they are asked for; nothing is written. Changes are
noticed by `watchfiles`; browsers are told through the `livereload` package's protocol.

Read first: `server.py` (start, notify), `watcher.py` (notice edits), `session.py` (open pages), `state.py` (update
after an edit), `host_guard.py` (which requests are answered).
"""
