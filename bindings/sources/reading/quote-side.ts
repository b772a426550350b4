/** One side of a best quote as rows show it: a side of size 0 is empty. */
export function isQuoteSide(price: number, size: number): boolean {
  return size === 0 ? price >= 0 : price > 0 && size > 0;
}
