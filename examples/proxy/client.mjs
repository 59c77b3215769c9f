// An order at LianLian's production address, with Node's own https. Nothing in here knows of llsim or of a proxy.
//
//   HTTPS_PROXY=http://127.0.0.1:8901 NODE_EXTRA_CA_CERTS="$(llsim proxy ca --path)" \
//     node --import ./through-proxy.mjs client.mjs KEY.pem NO_ORDER

import { createSign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import https from 'node:https';

const [, , keyFile, noOrder] = process.argv;

const shanghai = new Date(Date.now() + 8 * 3600 * 1000).toISOString(); // UTC+8, without daylight saving time
const order = {
  oid_partner: '201304121000001004',
  user_id: 'u1',
  busi_partner: '101001',
  no_order: noOrder,
  dt_order: shanghai.replace(/\D/g, '').slice(0, 14),
  name_goods: '月饼',
  money_order: '49.90',
  notify_url: 'http://127.0.0.1:9/notify',
  pay_type: 'L',
  risk_item: JSON.stringify({ frms_ware_category: '4007', user_info_mercht_userno: 'u1', user_info_dt_register: '20200101120000', goods_name: '月饼' }),
  sign_type: 'RSA',
};
const source = Object.keys(order).sort().map((name) => `${name}=${order[name]}`).join('&');
order.sign = createSign('md5').update(source).sign(readFileSync(keyFile), 'base64');

const body = Buffer.from(JSON.stringify(order));
const request = https.request('https://wallet.lianlianpay.com/llwalletapi/combinepay.htm', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json;charset=utf-8', 'Content-Length': body.length },
}, (answer) => {
  if (answer.statusCode !== 200) process.exitCode = 1;
  answer.pipe(process.stdout);
  answer.on('end', () => console.log());
});
request.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
request.end(body);
