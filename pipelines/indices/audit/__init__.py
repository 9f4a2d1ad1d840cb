"""Statistical audit of an index in the manner of the Joint Research Centre: correlations, PCA, alpha, importance."""
