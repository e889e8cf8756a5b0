"""The tables that CMS publishes, read as downloaded: code pairs, unit limits, RVUs, localities."""
