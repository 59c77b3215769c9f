// A merchant on LianLianPay's Direct API, as small as one can be that is right: to be copied from. docs/integrate/node.md explains it.
import { createServer } from 'node:http';
import { testTime } from './clock.mjs';
import { Platform } from './platform.mjs';
import { Keys } from './sign.mjs';
import { Store } from './store.mjs';
import { listener, poll } from './web.mjs';

const { PORT = '3000', SHOP_FILE = 'shop.json', SHOP_URL = `http://127.0.0.1:${PORT}`, LLPAY_CLOCK_URL } = process.env;
for (const name of ['LLPAY_OID_PARTNER', 'LLPAY_MERCHANT_KEY', 'LLPAY_PLATFORM_KEY']) {
  if (!process.env[name]) throw new Error(`set ${name}: the merchant number, and PEM files with the merchant's private and the platform's public key`);
}

const shop = {
  platform: new Platform({
    base: process.env.LLPAY_BASE_URL,
    files: process.env.LLPAY_FILES_URL,
    shop: SHOP_URL,
    partner: process.env.LLPAY_OID_PARTNER,
    keys: new Keys(process.env.LLPAY_MERCHANT_KEY, process.env.LLPAY_PLATFORM_KEY),
  }),
  store: new Store(SHOP_FILE),
  now: () => (LLPAY_CLOCK_URL ? testTime(LLPAY_CLOCK_URL) : Date.now()),
  underTest: Boolean(LLPAY_CLOCK_URL), // time is what the tester says, and polling when he says so
};

createServer(listener(shop)).listen(Number(PORT), '127.0.0.1', () => console.log(`the shop is at http://127.0.0.1:${PORT}`));
if (!shop.underTest) setInterval(() => poll(shop).catch(console.error), 5 * 60_000);
