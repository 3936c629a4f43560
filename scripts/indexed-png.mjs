/** Pixels as a PNG of at most 256 colours: a picture of a page needs no more, and is a third as large. */
import { crc32, deflateSync } from 'node:zlib';

const MOST_COLOURS = 256;

/** `pixels` are bytes of red, green, blue and alpha, row by row, all of them opaque. */
export function encodeIndexedPng(pixels, width, height) {
  const indexOf = choosePalette(pixels);
  const palette = Buffer.alloc(3 * MOST_COLOURS);
  for (const [colour, index] of indexOf.exact) palette.writeUIntBE(colour, 3 * index, 3);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + 1 + x] = indexOf(colourAt(pixels, 4 * (y * width + x)));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits a pixel, by palette.
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colourAt(pixels, offset) {
  return (pixels[offset] << 16) | (pixels[offset + 1] << 8) | pixels[offset + 2];
}

/** The colours that are there most, each far enough from those before; every other one becomes the nearest of them. */
function choosePalette(pixels) {
  const counts = new Map();
  for (let offset = 0; offset < pixels.length; offset += 4) {
    const colour = colourAt(pixels, offset);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
  const chosen = [];
  for (const leastDistance of [180, 0]) {
    for (const colour of byCount) {
      if (chosen.length === MOST_COLOURS) break;
      const isFar = chosen.every((other) => distance(colour, other) > leastDistance);
      if (isFar) chosen.push(colour);
    }
  }
  const exact = new Map(chosen.map((colour, index) => [colour, index]));
  const known = new Map(exact);
  const indexOf = (colour) => {
    const index = known.get(colour);
    if (index !== undefined) return index;
    let nearest = 0;
    for (let other = 1; other < chosen.length; other += 1) {
      if (distance(colour, chosen[other]) < distance(colour, chosen[nearest])) nearest = other;
    }
    known.set(colour, nearest);
    return nearest;
  };
  return Object.assign(indexOf, { exact });
}

function distance(a, b) {
  return ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
}

function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
