console.log('never printed');
const answer = ;
