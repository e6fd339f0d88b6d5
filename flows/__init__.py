"""The only place that knows Prefect: the same runs, scheduled and watched."""
