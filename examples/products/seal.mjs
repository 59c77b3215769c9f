// pay_load: what a request with card numbers is sent as. docs/products/pay-load.md explains it.
import { constants, createCipheriv, createHmac, publicEncrypt, randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const draw = (length) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

/** Encrypts a text, a signed request in JSON, for the owner of a public key: version, two keys, nonce, text, HMAC, joined by $. */
export function seal(text, publicKey) {
  const [hmacKey, aesKey, nonce] = [draw(32), draw(32), draw(8)]; // anew for each request: the counter mode forgives no repetition
  const forPlatform = (key) =>
    publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, Buffer.from(key)).toString('base64');
  const firstBlock = Buffer.concat([Buffer.from(nonce), Buffer.from('0000000000000001', 'hex')]);
  const aes = createCipheriv('aes-256-ctr', aesKey, firstBlock);
  const encrypted = Buffer.concat([aes.update(text, 'utf8'), aes.final()]).toString('base64');
  const covered = `${Buffer.from(nonce).toString('base64')}$${encrypted}`; // the HMAC is over what is sent, to the letter
  const mac = createHmac('sha256', hmacKey).update(covered).digest('base64');
  return ['lianpay1_0_1', forPlatform(hmacKey), forPlatform(aesKey), covered, mac].join('$');
}
