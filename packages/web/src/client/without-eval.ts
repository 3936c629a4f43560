/** Keeps zod from compiling its checks with `new Function`, which the server's Content-Security-Policy forbids; imported first. */
import { config } from 'zod';

config({ jitless: true });
