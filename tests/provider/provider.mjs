// An OpenID provider for the stories: the certified package oidc-provider, with a page of its own to sign in.
//
// It prints its issuer, waits for one line with where the application is (JSON: { "callback": "http://…" }), and serves
// until its input ends. OPENID_PROVIDER names the folder that the package was installed into.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const installed = createRequire(join(process.env.OPENID_PROVIDER, 'package.json'));
const { Provider } = await import(pathToFileURL(installed.resolve('oidc-provider')).href);

const PEOPLE = {
  olga: { name: 'Olga Brandt', email: 'olga@acme.example', email_verified: true, groups: ['hr'] },
  ivo: { name: 'Ivo Admin', email: 'ivo@acme.example', email_verified: true, groups: ['it', 'hr'] },
  nils: { name: 'Nils Canteen', email: 'nils@acme.example', email_verified: true, groups: ['canteen'] },
};

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
// Another host than the application's, so that to a browser it is another site.
const issuer = `http://localhost:${server.address().port}`;
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
console.log(issuer);

const { callback } = JSON.parse((await lines.next()).value);
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'hires',
    client_secret: 'only the two know it',
    redirect_uris: [callback],
  }],
  cookies: { keys: [randomBytes(32).toString('hex')] },
  scopes: ['openid', 'email', 'profile', 'groups'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
  findAccount: (_, id) => id in PEOPLE && { accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) },
  // The company's own application: nobody is asked whether it may know who they are.
  async loadExistingGrant({ oidc }) {
    const { clientId } = oidc.client;
    const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope('openid email profile groups');
    await grant.save();
    return grant;
  },
});

const page = `<!doctype html><html lang="en"><title>Acme</title><h1>Sign in at Acme</h1>
<form method="post"><label>Who are you? <input name="who" autofocus></label> <button>Go on</button>
<button name="stop" value="1">Not now</button></form>`;

const serve = provider.callback();
server.on('request', async (request, response) => {
  if (!request.url.startsWith('/sign-in/')) return serve(request, response);
  try {
    if (request.method !== 'POST') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      return response.end(page);
    }
    let body = '';
    for await (const part of request) body += part;
    const said = new URLSearchParams(body);
    const result = said.has('stop') || !(said.get('who') in PEOPLE)
      ? { error: 'access_denied', error_description: 'Stopped' }
      : { login: { accountId: said.get('who') } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error));
  }
});

while (!(await lines.next()).done);
process.exit();
