"""Publish the site to a target: a folder, a Git branch, or a place reached by rsync or rclone.

In: the build options and a target. Out: the release that readers now see, and what was uploaded and removed.

Folders and branches change from one release to the next in one step. On other targets an interrupted upload is
completed by publishing again. Files that this program did not publish are never removed.
Read first: `publish.py` (the whole run), `deploy_plan.py` (what is uploaded, in which order), `uploaders.py`.
"""
