"""Pictures: what is drawn of a report, how wide a text is, and SVG to PNG. The templates are the screens' business."""
