"""
The door through which others push: hubs that tell of feeds, and programs that hand over addresses and pages.

    server -> app -> ingest, websub -> inbox -> drainer -> run

Web frameworks are known here only. What is pushed is put into the inbox and acknowledged; a run takes it from there.
"""
