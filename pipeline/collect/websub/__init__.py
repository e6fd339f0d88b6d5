"""WebSub, the subscriber's part of it (www.w3.org/TR/websub): what is said to hubs and what their answers mean."""
