"""The desk: pages and the JSON calls beside them, over one mission's folder.

A page is a look (a value with a declared form) and a template; an act is a form. Each is answered as a page
and as JSON from the same function, so that what a page does a program can do, and sees no more.
"""
