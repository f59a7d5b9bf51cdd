"""What the web pages of both engines get after they are written.

Where each figure and table comes from, a panel of provenance, figures whose parts are links, files
to download, and a policy that lets a page load nothing but what lies beside it.
"""
