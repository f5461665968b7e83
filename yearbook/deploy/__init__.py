"""Inspect a finished site and publish it: the last room before the command line.

In: a folder of finished pages; or the build options and the target that a person names.
Out: the diagnostics of the inspection; or the site in a public place, with earlier releases kept for a rollback.

`inspection` reads built files only. `publishing` builds the site afresh, inspects it and uploads what changed.
Read first: `publishing/publish.py`, `publishing/deploy_plan.py`, `inspection/site_checks.py`.
"""
