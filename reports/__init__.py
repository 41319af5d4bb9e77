"""What leaves on paper or in a workbook: PDF forms, cards, rosters, templates, exports. No Qt."""
