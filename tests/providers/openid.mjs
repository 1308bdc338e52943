// Two real providers of OpenID Connect for the tests of sign-in: a broker of MitID and a
// municipality's directory. A third port is the tests' hand on them: their clock, their keys,
// and what they spoil.
//
// node openid.mjs '{"broker": port, "directory": port, "control": port, "portal": address}'
import Provider from "oidc-provider";
import { SignJWT, importJWK } from "jose";
import http from "node:http";
import { generateKeyPairSync, randomBytes } from "node:crypto";

const { broker, directory, control, portal } = JSON.parse(process.argv[2]);
const NSIS = "https://data.gov.dk/concept/core/nsis/";
const uuid = (number) => `3f1b7a52-0000-4000-8000-${String(number).padStart(12, "0")}`;

// Nobody's numbers: 60 is added to the day.
const citizens = {
  anna: { "dk.cpr": "610190-1234", "mitid.uuid": uuid(1), "mitid.identity_name": "Anna Prøve", loa: `${NSIS}Substantial` },
  bo: { "dk.cpr": "6201912345", "mitid.uuid": uuid(2), "mitid.identity_name": "Bo Prøve", loa: `${NSIS}High` },
  lav: { "dk.cpr": "610190-1234", "mitid.uuid": uuid(3), "mitid.identity_name": "Anna Prøve", loa: `${NSIS}Low` },
  udland: { "mitid.uuid": uuid(4), "mitid.identity_name": "Nemo", loa: `${NSIS}Substantial` },
  beskyttet: { "dk.cpr": "6201912345", "mitid.uuid": uuid(5), "mitid.identity_name": "NAVNE & ADRESSEBESKYTTET", loa: `${NSIS}Substantial` },
  idura: { cprNumberIdentifier: "6101901234", uuid: uuid(1), name: "Anna Prøve", acr: "urn:grn:authn:dk:mitid:substantial" },
  signicat: { nin: "6101901234", nin_issuing_country: "DK", idp_id: uuid(1), name: "Anna Prøve", mitid_loa: "SUBSTANTIAL" },
};
const staff = {
  mette: { name: "Mette Holm", groups: ["sagsvej-sagsbehandlere", "alle"], department: "Team Voksne med handicap" },
  leder: { name: "Lone Leder", groups: ["sagsvej-ledere"], department: "Team Voksne med handicap" },
  begge: { name: "Bente Begge", groups: ["sagsvej-sagsbehandlere", "sagsvej-databeskyttelse"], department: "Team Klager" },
  ny: { name: "Niels Ny", groups: ["trolddomsafdelingen"], department: "It" },
  raadgiver: { name: "Rikke Råd", groups: ["sagsvej-borgerraadgiver"], department: "Rådhuset" },
};
const hand = { skew: 0, tamper: "", down: "" };

const key = (kid) => ({
  ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }), kid, use: "sig", alg: "ES256",
});

function provider(port, people, extra) {
  const issuer = `http://localhost:${port}`, own = key(`k${randomBytes(4).toString("hex")}`);
  const made = new Provider(issuer, {
    clients: [{
      client_id: "sagsvej", client_secret: "for-tests-only-never-in-operation",
      redirect_uris: [`${portal}/log-ind/retur`], post_logout_redirect_uris: [`${portal}/log-ind/ude`],
      response_types: ["code"], grant_types: ["authorization_code"], id_token_signed_response_alg: "ES256",
    }],
    jwks: { keys: [own] },
    cookies: { keys: [randomBytes(16).toString("hex")], names: { session: `s${port}`, interaction: `i${port}`, resume: `r${port}` } },
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: leave, postLogoutSuccessSource: (ctx) => { ctx.body = "<!doctype html><title>Ude</title><h1>Ude</h1>"; } },
    },
    interactions: { url: (_ctx, interaction) => `/login/${interaction.uid}` },
    ttl: { Session: 3600, Grant: 3600, AccessToken: 600, IdToken: 600, Interaction: 1200, AuthorizationCode: 60 },
    findAccount: (_ctx, id) => people[id] && { accountId: id, claims: () => ({ ...people[id], sub: id }) },
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const known = session.grantIdFor(client.clientId);
      if (known) return ctx.oidc.provider.Grant.find(known);
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid profile mitid ssn nin");
      await grant.save();
      return grant;
    },
    ...extra,
  });
  made.use(async (ctx, next) => {
    await next();
    if (ctx.oidc?.route !== "token" || !ctx.body?.id_token) return;
    if (hand.tamper) ctx.body.id_token = spoilt(ctx.body.id_token);
    if (hand.skew) ctx.body.id_token = await otherwiseTimed(ctx.body.id_token, own);
  });
  return made;
}

function spoilt(token) {
  const [head, body, signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url"));
  if (hand.tamper === "person") claims["dk.cpr"] = "6201912345";
  if (hand.tamper === "audience") claims.aud = "en anden";
  const encoded = Buffer.from(JSON.stringify(claims)).toString("base64url");
  if (hand.tamper === "none") return `${Buffer.from('{"alg":"none"}').toString("base64url")}.${encoded}.`;
  return `${head}.${encoded}.${signature}`;
}

// What a provider whose clock differs would have made: the same, at another time, signed as ever.
async function otherwiseTimed(token, own) {
  const [head, body] = token.split(".").slice(0, 2).map((part) => JSON.parse(Buffer.from(part, "base64url")));
  return new SignJWT({ ...body, iat: body.iat + hand.skew, exp: body.exp + hand.skew })
    .setProtectedHeader(head).sign(await importJWK(own, "ES256"));
}

function leave(ctx, form) {
  ctx.body = `<!doctype html><html lang="da"><title>Log ud</title><h1>Log ud af Test-MitID</h1>${form}`
    + '<button form="op.logoutForm" name="logout" value="yes">Log ud</button></html>';
}

const page = (uid, people) => `<!doctype html><html lang="da"><meta charset="utf-8"><title>Test-MitID</title>
<h1>Test-MitID</h1><form method="post" action="/login/${uid}">
${Object.keys(people).map((name) => `<button name="login" value="${name}">${name}</button>`).join("\n")}
<button name="login" value="">Annuller</button></form></html>`;

function serve(port, people, extra) {
  let made = provider(port, people, extra), answers = made.callback();
  http.createServer(async (request, response) => {
    if (hand.down && request.url.startsWith(hand.down)) return request.socket.destroy();
    if (!/^\/login\/[\w-]+$/.test(request.url)) return answers(request, response);
    try {
      const { uid } = await made.interactionDetails(request, response);
      if (request.method === "GET") {
        response.setHeader("content-type", "text/html; charset=utf-8");
        return response.end(page(uid, people));
      }
      let sent = "";
      for await (const part of request) sent += part;
      const login = new URLSearchParams(sent).get("login");
      const result = people[login] ? { login: { accountId: login, acr: people[login].acr } } : { error: "access_denied" };
      await made.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    } catch (error) {
      response.statusCode = 500;
      response.end(String(error));
    }
  }).listen(port, "localhost");
  return () => { made = provider(port, people, extra); answers = made.callback(); };
}

const again = [
  serve(broker, citizens, {
    claims: {
      openid: ["sub", "sid"], profile: ["name", "mitid_loa", "idp_id"], mitid: ["mitid.uuid", "mitid.identity_name", "loa"],
      ssn: ["dk.cpr", "cprNumberIdentifier", "uuid", "name"], nin: ["nin", "nin_issuing_country"], acr: null, sid: null,
    },
    acrValues: [`${NSIS}Substantial`, "urn:grn:authn:dk:mitid:substantial", "idp:mitid"],
  }),
  serve(directory, staff, { claims: { openid: ["sub"], profile: ["name", "groups", "department"], sid: null } }),
];

http.createServer(async (request, response) => {
  let sent = "";
  for await (const part of request) sent += part;
  const told = JSON.parse(sent || "{}");
  Object.assign(hand, told);
  if (told.rotate) again.forEach((anew) => anew());
  response.end("ok");
}).listen(control, "localhost", () => console.log("ready"));
