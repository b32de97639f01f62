const größe = 'ä',	next = 'ü' 5;
