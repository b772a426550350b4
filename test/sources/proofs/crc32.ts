/** CRC-32 of ASCII text, bit by bit from its definition: the judge of the readers' checksums. */
export function crc32(text: string): number {
  let value = 0xffffffff;
  for (const letter of text) {
    value ^= letter.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}
