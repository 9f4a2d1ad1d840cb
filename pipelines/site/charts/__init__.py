"""SVG pictures: each has a title and a description for those who do not see it, and ids of its own."""
