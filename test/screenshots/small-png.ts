import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { z } from 'zod';

type Pixels = { readonly width: number; readonly height: number; readonly rgba: Buffer };

/** The same picture with at most 256 colours, a third as large: letters on paper need no more. Drawn on a page that may load data. */
export async function smallPng(png: Buffer, page: Page): Promise<Buffer> {
  const pixels = await pixelsOf(png, page);
  for (const step of [1, 4, 8, 12, 16, 24, 32]) {
    const small = indexed(pixels, step);
    if (small !== null) return small;
  }
  return png;
}

/** Runs in the browser, which can read a PNG. */
const read = `async base64 => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + base64;
  await image.decode();
  const { width, height } = image;
  const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  let text = '';
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
  return { width, height, data: btoa(text) };
}`;
const seen = z.object({ width: z.number(), height: z.number(), data: z.string() });

async function pixelsOf(png: Buffer, page: Page): Promise<Pixels> {
  const { width, height, data } = seen.parse(await page.evaluate(`(${read})('${png.toString('base64')}')`));
  return { width, height, rgba: Buffer.from(data, 'base64') };
}

/** An indexed PNG (w3.org/TR/png, colour type 3) with every channel in steps; null where that takes more than 256 colours. */
function indexed({ width, height, rgba }: Pixels, step: number): Buffer | null {
  const colours = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  const channel = (at: number): number => Math.min(255, Math.round((rgba[at] ?? 0) / step) * step);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const colour = (channel(pixel * 4) << 16) | (channel(pixel * 4 + 1) << 8) | channel(pixel * 4 + 2);
    const known = colours.get(colour) ?? colours.size;
    if (known > 255) return null;
    colours.set(colour, known);
    rows[Math.floor(pixel / width) * (width + 1) + 1 + (pixel % width)] = known;
  }
  const palette = Buffer.from([...colours.keys()].flatMap(colour => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
