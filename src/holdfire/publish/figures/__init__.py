"""The map figure: an SVG of our own over the offline basemap, the same in HTML, PDF and as a file."""
