// title: Lines made for the rules that give advice
// tries: to make the host's search for advice take quadratic time
// ends: error TypeError

const s = os.stat; /* [[[[[ */ os.stat('x').length; null.x; os.exec
