const total = 5;
consol.log(total);
