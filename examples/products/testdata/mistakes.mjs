// Mistakes that public clients make with pay_load, as requests to try: {name: {path, body}} in JSON.
import { constants, createCipheriv, createHmac, publicEncrypt } from 'node:crypto';
import { wire, testTime } from '../../node/clock.mjs';
import { Keys } from '../../node/sign.mjs';

const { LLPAY_CLOCK_URL, LLPAY_OID_PARTNER, LLPAY_MERCHANT_KEY, LLPAY_PLATFORM_KEY } = process.env;
const keys = new Keys(LLPAY_MERCHANT_KEY, LLPAY_PLATFORM_KEY);
const now = wire(await testTime(LLPAY_CLOCK_URL));

const signed = keys.sign({
  oid_partner: LLPAY_OID_PARTNER, user_id: 'u1', busi_partner: '101001', no_order: '1', dt_order: now, name_goods: '茶', money_order: '8.20',
  notify_url: 'http://127.0.0.1:9/notify', pay_type: '2', card_no: '6222020000000007', acct_name: '张三', id_no: '110101199001011237', bind_mob: '13800138000',
  risk_item: JSON.stringify({ frms_ware_category: '1999', user_info_mercht_userno: 'u1', user_info_dt_register: '20170101000000', goods_name: '茶' }),
});
const [hmacKey, aesKey, nonce] = ['HMACKEY0HMACKEY1HMACKEY2HMACKEY3', 'AESKEY00AESKEY01AESKEY02AESKEY03', 'NONCE001'];

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const wrapped = (text) => text.replace(/.{76}/g, '$&\r\n'); // as Java's encoder writes it
const stripped = (text) => text.replace(/[\r\n]/g, '');

/** Seals the request in the one right way, but for what is given. */
function seal({ padding = oaep, counter = '0000000000000001', encode = base64, over = (covered) => covered, send = (text) => text, digest = 'base64' } = {}) {
  const key = (text) => encode(publicEncrypt({ key: keys.platform, ...padding }, Buffer.from(text)));
  const aes = createCipheriv('aes-256-ctr', aesKey, Buffer.concat([Buffer.from(nonce), Buffer.from(counter, 'hex')]));
  const covered = `${encode(nonce)}$${encode(Buffer.concat([aes.update(JSON.stringify(signed)), aes.final()]))}`;
  const mac = createHmac('sha256', hmacKey).update(over(covered)).digest(digest);
  return { path: '/v1/bankcardprepay', body: JSON.stringify({ oid_partner: LLPAY_OID_PARTNER, pay_load: send(['lianpay1_0_1', key(hmacKey), key(aesKey), covered, mac].join('$')) }) };
}

const inLines = (bytes) => wrapped(base64(bytes));

console.log(JSON.stringify({
  'wrapped Base64, as Java writes it': seal({ encode: inLines }),
  'line breaks stripped after the HMAC': seal({ encode: inLines, send: stripped }),
  'line breaks stripped for the HMAC': seal({ encode: inLines, over: stripped }),
  'PKCS#1 padding': seal({ padding: { padding: constants.RSA_PKCS1_PADDING } }),
  'OAEP with SHA-256': seal({ padding: { ...oaep, oaepHash: 'sha256' } }),
  'counter that begins at 0': seal({ counter: '0000000000000000' }),
  'HMAC in hex': seal({ digest: 'hex' }),
  'plain JSON': { path: '/v1/bankcardprepay', body: JSON.stringify(signed) },
}));
