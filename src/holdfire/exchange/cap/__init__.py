"""Alerts in the Common Alerting Protocol 1.2 (OASIS, 1 July 2010): of incidents, of terms, of zones' maps."""
