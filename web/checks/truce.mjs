// Starts the built program and a browser, and ends both.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const program = fileURLToPath(new URL('../../artifacts/bin/Truce.Server/release/Truce.Server.dll', import.meta.url));

export async function truce(...words) {
  const child = spawn('dotnet', [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', data => { said += data; });
  const address = await new Promise((found, failed) => {
    child.stdout.on('data', data => {
      said += data;
      const [, url] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
      if (url) found(url);
    });
    child.on('exit', code => failed(new Error(`truce ${words.join(' ')} ended with ${code}: ${said}`)));
  });
  return { address, stop: async () => { child.kill('SIGINT'); if (child.exitCode === null) await once(child, 'exit'); } };
}

export const browser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// A page that has drawn its map, and what it complained of or asked of other machines on the way.
export async function open(chrome, address, options = {}) {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const trouble = [];
  page.on('console', m => { if (['error', 'warning'].includes(m.type()) && !/GPU stall|GL Driver Message/.test(m.text())) trouble.push(m.text()); });
  page.on('pageerror', e => trouble.push(e.message));
  page.on('request', r => { if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(r.url())) trouble.push(`asked elsewhere: ${r.url()}`); });
  page.on('response', r => { if (r.status() >= 400) trouble.push(`${r.status()} ${r.url()}`); });
  await page.goto(address);
  return { page, trouble, drawn: () => page.waitForSelector('.mapcanvas[data-drawn]', { state: 'attached', timeout: 60_000 }).then(e => e.getAttribute('data-drawn')).then(Number) };
}
