"""
How a message is handed over; pipeline/alerts/sending.py is the door, and gives each a process that can be ended.

    each         which sender takes an address                       answers   what an answer means: now, later, never
    mail         SMTP, a conversation for each story                 mail_route, webhook's payload: what they go by
    webhook      JSON, signed                                        shown     what was said, without secrets
    services     Slack, Discord, Telegram … by apprise
    feed_file    an Atom feed        lines_file   JSON lines         kept_file a file several write to
    terminal     standard output
"""
