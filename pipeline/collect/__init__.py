"""
Poll politely, fetch once: feeds and pages come in here.

    fetch        asks addresses, and returns rows and pages        network/   how: doors, turns, robots.txt, redirects
    feeds        from a page to the entries of a feed              formats/   RSS, Atom, JSON Feed, sitemaps, lists
    schedule     when each feed is asked next                      timing/    rates, moves, gaps, second looks at pages
    identity     an item that comes back under another address
    discover     what the feeds of a site are worth                candidates, sites: where to look for them
    local/       folders and archives on our own disk              lists/     lists of feeds, as readers exchange them
"""
