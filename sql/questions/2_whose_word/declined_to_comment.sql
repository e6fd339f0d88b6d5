-- Who was asked and would not say?
SELECT DISTINCT speaker, outlet, evidence FROM mentions WHERE mode = 'declined' ORDER BY speaker, outlet;
