/** CRC-32 as venues use it for their books (IEEE 802.3, polynomial 0xEDB88320 reflected). */

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** @returns the checksum of ASCII text, unsigned */
export function crc32(text: string): number {
  let value = -1;
  for (let at = 0; at < text.length; at++) {
    value = (value >>> 8) ^ TABLE[(value ^ text.charCodeAt(at)) & 0xff];
  }
  return ~value >>> 0;
}
