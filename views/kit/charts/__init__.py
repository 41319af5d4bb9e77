"""Charts that every area may use: a picture is plain values, the plot draws it, the card adds table and export."""
