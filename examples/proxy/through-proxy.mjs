// Leads the https requests of a Node program through a proxy, without a change to it:
//
//   HTTPS_PROXY=http://night@127.0.0.1:8901 node --import ./through-proxy.mjs app.js
//
// Node before 22.21 and 24.5 does not look at HTTPS_PROXY; later NODE_USE_ENV_PROXY=1 does what this file does. It is for programs that
// use node:https or a library over it, with the default agent. fetch has an agent of its own: see docs/existing-apps.md.

import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';

const proxy = new URL(process.env.HTTPS_PROXY ?? process.env.https_proxy);
const user = decodeURIComponent(proxy.username);
const headers = user ? { 'Proxy-Authorization': 'Basic ' + Buffer.from(`${user}:${decodeURIComponent(proxy.password)}`).toString('base64') } : {};

class TunnelAgent extends https.Agent {
  createConnection(options, connected) {
    const target = `${options.host}:${options.port}`;
    const connect = http.request({ host: proxy.hostname, port: proxy.port, method: 'CONNECT', path: target, headers: { Host: target, ...headers }, agent: false });
    connect.once('connect', (answer, socket) => {
      if (answer.statusCode !== 200) {
        socket.destroy();
        connected(new Error(`proxy ${proxy.host}: ${answer.statusCode} ${answer.statusMessage}`));
        return;
      }
      connected(null, tls.connect({ ...options, socket, servername: options.servername || options.host }));
    });
    connect.once('error', connected);
    connect.end();
  }
}

https.globalAgent = new TunnelAgent({ keepAlive: true });
