// The entry of a thread that reads files for a scan.
import { load } from './load.js';

await load('scan/reading-worker');
