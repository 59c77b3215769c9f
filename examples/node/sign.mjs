// Messages of the platform and their signatures. A message is an object of names and plain texts, neither URL-encoded nor escaped.
import { createPrivateKey, createPublicKey, sign as rsaSign, verify as rsaVerify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Failure } from './errors.mjs';

const literals = /("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*|true|false)/g;

/**
 * Reads a JSON object whatever its layout (M-NTF-13), fields nobody here knows included: they are signed too (M-NTF-11). A number counts
 * with its literal text, which JSON.parse would lose: it is put in quotes first. A null is no value (M-NTF-12).
 */
export function parseFields(text) {
  try {
    const message = JSON.parse(text.replace(literals, (_, quoted, bare) => quoted ?? `"${bare}"`));
    const fields = Object.create(null); // else a field __proto__ would get lost
    for (const [name, value] of Object.entries(message)) if (value !== null) fields[name] = String(value);
    return fields;
  } catch (error) {
    throw new Failure('badInput', error.message);
  }
}

/** The text that is signed: all fields with a value except sign, in ascending order of their names. */
export const source = (fields) =>
  Object.keys(fields)
    .filter((name) => name !== 'sign' && fields[name] !== '')
    .sort() // by code, which localeCompare is not
    .map((name) => `${name}=${fields[name]}`)
    .join('&');

export class Keys {
  /** Both are PEM files: the merchant's private key, PKCS#8 or PKCS#1, and the platform's public key. */
  constructor(merchantFile, platformFile) {
    this.merchant = createPrivateKey(readFileSync(merchantFile));
    this.platform = createPublicKey(readFileSync(platformFile));
  }

  /** Returns the message with sign_type and sign. The platform's RSA is MD5 with RSA, PKCS#1 v1.5. */
  sign(fields) {
    const message = { ...fields, sign_type: 'RSA' };
    return { ...message, sign: rsaSign('RSA-MD5', Buffer.from(source(message)), this.merchant).toString('base64') };
  }

  /** Throws unless the platform signed the message. The algorithm is the agreed one, not one the message names (M-NTF-3). */
  verify(fields) {
    const signature = Buffer.from(fields.sign ?? '', 'base64');
    const strict = signature.toString('base64') === fields.sign; // Buffer.from skips what is not Base64
    if (fields.sign_type !== 'RSA' || !strict || !rsaVerify('RSA-MD5', Buffer.from(source(fields)), this.platform, signature)) {
      throw new Failure('signature');
    }
  }
}
