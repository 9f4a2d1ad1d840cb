"""The evidence of the components of an index: what a ministry is sent, one folder for each component."""
