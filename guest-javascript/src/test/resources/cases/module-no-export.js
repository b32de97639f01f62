import { nothingLikeThis } from 'std';
