/* What a phone reads from the PNG on stdin. A process of its own: inside Jest's sandbox the decoder takes half a minute. */
import { buffer } from 'node:stream/consumers';

import jsQR from 'jsqr';
import { PNG } from 'pngjs';

const { data, width, height } = PNG.sync.read(await buffer(process.stdin));
const decode = typeof jsQR === 'function' ? jsQR : jsQR.default;
process.stdout.write(decode(new Uint8ClampedArray(data), width, height)?.data ?? '');
