// Money is whole fen, 1/100 yuan, and never a fraction: 0.29 * 100 is 28.999999999999996 (M-ORD-3).
import { Failure } from './errors.mjs';

/** Reads yuan: 49.90 and 49.9 are the same amount (M-NTF-17). */
export function parseFen(text) {
  const [, minus, whole, cents = ''] = /^(-?)(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new Failure('badInput', `amount ${text}, write yuan such as "49.90"`);
  const fen = Number(whole + cents.padEnd(2, '0'));
  return minus ? -fen : fen;
}

/** Reads an amount somebody is to pay or to get back. */
export function parsePrice(text) {
  const fen = parseFen(text);
  if (fen <= 0) throw new Failure('badInput', `amount ${text}`);
  return fen;
}

/** Writes yuan with two decimals. */
export function yuan(fen) {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
