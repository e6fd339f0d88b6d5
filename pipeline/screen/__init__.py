"""What a terminal shows. Every line is stored text or a template: nothing here is invented."""
