// Answers for the languages that a reader keeps on this phone, and brings them up to date.
// It is there on a reader's wish alone, and goes with the last language.
"use strict";

const LIST = "offline.json";
const PREFIX = "kept ";
/** Milliseconds after which a page that does not come is taken from the phone. */
const PATIENCE = 3000;
/** Milliseconds between two looks for something newer. */
const PAUSE = 600000;
const AT_A_TIME = 6;
const looked = new Map();

const plain = (url) => url.split(/[?#]/)[0];
const cacheOf = (folder) => caches.open(PREFIX + folder);

async function folders() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
}

async function fetched(url) {
  const answer = await fetch(url, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  // A server may lead to another address, and a browser takes no such answer for a page.
  return new Response(await answer.blob(), { headers: { "Content-Type": answer.headers.get("Content-Type") ?? "" } });
}

async function listIn(cache, folder) {
  const answer = await cache.match(folder + LIST);
  return answer ? answer.json() : { version: "", files: {} };
}

/** Brings what is kept of a language to what the site has: whole, or not at all. */
async function bring(folder) {
  const cache = await cacheOf(folder);
  const answer = await fetched(folder + LIST);
  const coming = await answer.clone().json();
  const kept = await listIn(cache, folder);
  if (coming.version === kept.version) return;
  const wanted = Object.keys(coming.files).filter((name) => coming.files[name] !== kept.files[name]);
  const draft = `draft ${folder}`;
  await caches.delete(draft);
  const fresh = await caches.open(draft);
  try {
    const left = [...wanted];
    const take = async () => {
      for (let name = left.pop(); name !== undefined; name = left.pop()) {
        const url = new URL(name, folder).href;
        await fresh.put(url, await fetched(url));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, take));
    for (const name of wanted) {
      const url = new URL(name, folder).href;
      await cache.put(url, await fresh.match(url));
    }
    await cache.put(folder + LIST, answer);
    for (const name of Object.keys(kept.files)) {
      if (!(name in coming.files)) await cache.delete(new URL(name, folder).href);
    }
  } catch (error) {
    // Of a language that was not kept before nothing is left.
    if (!kept.version) await caches.delete(PREFIX + folder);
    throw error;
  } finally {
    await caches.delete(draft);
  }
}

async function remove(folder) {
  await caches.delete(PREFIX + folder);
  if (!(await folders()).length) await self.registration.unregister();
}

/** What is kept under an address, as servers shorten it too. */
async function find(url) {
  const names = [url, url.endsWith("/") ? `${url}index.html` : `${url}.html`];
  for (const folder of await folders()) {
    const cache = await cacheOf(folder);
    for (const name of names) {
      const answer = await cache.match(name);
      if (answer) return { folder, answer };
    }
  }
  return null;
}

async function look(folder) {
  if (Date.now() - (looked.get(folder) ?? 0) < PAUSE) return;
  looked.set(folder, Date.now());
  try {
    await bring(folder);
  } catch (error) {
    console.warn(error);
  }
}

async function answered(event) {
  const { request } = event;
  const url = plain(request.url);
  const found = await find(url);
  if (!found) return fetch(request);
  // What is called by its content is what it was, and what a page loads fits the page that was kept.
  if (/\.[0-9a-f]{6,10}\.\w+$/.test(url) || request.destination === "script") return found.answer;
  const coming = fetch(request).then((answer) => (answer.status < 500 ? answer : found.answer));
  if (request.mode === "navigate") event.waitUntil(coming.then(() => look(found.folder), () => {}));
  const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE, found.answer));
  return Promise.race([coming.catch(() => found.answer), enough]);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && new URL(url).origin === location.origin) event.respondWith(answered(event));
});
self.addEventListener("message", (event) => {
  const { keep, remove: unwanted } = event.data;
  const done = keep ? bring(keep) : remove(unwanted);
  const [port] = event.ports;
  event.waitUntil(done.then(() => port.postMessage("done"), (error) => port.postMessage(String(error))));
});
