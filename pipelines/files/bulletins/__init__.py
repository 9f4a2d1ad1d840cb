"""Monthly bulletin and yearly reports in the layout of Decree 30/2020, each number bound to a cell of a release."""
