interface Image {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

interface PngDecoder {
  readonly PNG: { readonly sync: { read(file: Buffer): Image } };
}

type QrDecoder = (data: Uint8ClampedArray, width: number, height: number) => { readonly data: string } | null;

/**
 * What a phone reads from a photo of the code, or undefined where no decoder is installed: they are packages for development, which an
 * installation for production leaves out.
 */
export async function scanQr(png: Buffer): Promise<string | undefined> {
  const decoders = await Promise.all([load('pngjs'), load('jsqr')]).catch(() => undefined);
  if (!decoders) return undefined;
  const [{ PNG }, jsqr] = decoders as [PngDecoder, { readonly default: QrDecoder | { readonly default: QrDecoder } }];
  const decode = typeof jsqr.default === 'function' ? jsqr.default : jsqr.default.default;
  const { data, width, height } = PNG.sync.read(png);
  return decode(new Uint8ClampedArray(data), width, height)?.data;
}

/** By a name that the compiler does not follow: neither is needed to build. */
const load = (name: string): Promise<unknown> => import(name) as Promise<unknown>;
