/** A tick size on whose grid a price lies that was found off it; null where there was none. */
export function finerTick(price: number): number | null {
  if (!Number.isFinite(price)) return null;
  const [digits, exponent = "0"] = String(Math.abs(price)).split("e");
  const decimals = (digits.split(".")[1] ?? "").length - Number(exponent);
  return Number(`1e-${Math.max(decimals, 0)}`);
}
