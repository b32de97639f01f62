import * as os from 'os';
export const x = 1;
let y = = 2;
